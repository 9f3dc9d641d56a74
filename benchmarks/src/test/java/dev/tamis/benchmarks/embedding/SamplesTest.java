package dev.tamis.benchmarks.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void theMedianIsTheUpperOfTwoInTheMiddle() {
        assertThat(Samples.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Samples.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(3);
    }

    @Test
    void ranksThatRiseTogetherCorrelateWhateverTheirValues() {
        assertThat(Samples.spearman(new double[] {1, 2, 30, 400}, new double[] {0.1, 0.2, 0.21, 7}))
                .isCloseTo(1, within(1e-12));
        assertThat(Samples.spearman(new double[] {1, 2, 3}, new double[] {3, 2, 1}))
                .isCloseTo(-1, within(1e-12));
    }

    @Test
    void equalValuesShareTheirMeanRank() {
        assertThat(Samples.spearman(new double[] {1, 1, 2, 3}, new double[] {1, 2, 3, 4}))
                .isCloseTo(Math.sqrt(0.9), within(1e-12));
    }
}
