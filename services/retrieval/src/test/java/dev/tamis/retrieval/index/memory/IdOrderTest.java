package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdOrderTest {

    @Test
    void isThatOfTheUtf8Bytes() {
        List<String> ids =
                List.of("", "a", "ab", "b", "é", "中", "\uD7FF", "\uE000", "\uFFFD", "😀", "😁", "\uD83D\uDE00a");
        for (String one : ids) {
            for (String other : ids) {
                assertThat(Integer.signum(IdOrder.compare(one, other)))
                        .as("'%s' and '%s'", one, other)
                        .isEqualTo(Integer.signum(Arrays.compareUnsigned(
                                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))));
            }
        }
    }
}
