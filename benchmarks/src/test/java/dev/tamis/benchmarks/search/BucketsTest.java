package dev.tamis.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

    @ParameterizedTest(name = "below {0} of 1000")
    @ValueSource(ints = {1, 10, 100, 500})
    void selectAsManyItemsAsTheirNumberSays(int below) {
        long selected = IntStream.range(0, 1_000_000)
                .filter(item -> Buckets.of(item) < below)
                .count();

        assertThat(selected).isBetween(below * 900L, below * 1_100L);
    }
}
