package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    private final FormQuality small = code("sign", 384, 48, 0.90);
    private final FormQuality better = code("recurrent", 384, 48, 0.94);
    private final FormQuality large = code("recurrent", 1_536, 196, 0.999);
    private final FormQuality middle = code("recurrent", 768, 100, 0.96);
    private final List<FormQuality> all = List.of(small, better, large, middle);

    @Test
    void takesTheFewestBytesThatReachTheFloor() {
        Gate.Verdict verdict = new Gate(0.95).decide(all);

        assertThat(verdict.accepted()).isEqualTo(middle);
        assertThat(verdict.refused()).containsExactly(better, small);
        assertThat(verdict.sentence())
                .isEqualTo("Used is recurrent of 768 bits (0.960 of the exact ten best), 0.950 are asked for; refused: "
                        + "recurrent of 384 bits (0.940 of the exact ten best), "
                        + "sign of 384 bits (0.900 of the exact ten best).");
    }

    @Test
    void ofEqualBytesTakesTheBetter() {
        assertThat(new Gate(0.89).decide(all).accepted()).isEqualTo(better);
    }

    @Test
    void takesNoneWhereNoneReachesTheFloor() {
        Gate.Verdict verdict = new Gate(1).decide(all);

        assertThat(verdict.accepted()).isNull();
        assertThat(verdict.refused()).hasSize(4);
        assertThat(verdict.sentence()).startsWith("No code is used, 1.000 are asked for; refused: ");
    }

    private static FormQuality code(String method, int bits, double bytes, double found) {
        var alone = new Quality(0.5, 0.5, found / 2);
        var rescored = new Quality(0.5, 0.5, found);
        return new FormQuality(method, bits, bytes, alone, rescored, rescored);
    }
}
