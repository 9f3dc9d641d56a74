package dev.tamis.common.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void theyAreMeasuredValuesByNearestRank() {
        double[] oneToTwoHundred =
                IntStream.rangeClosed(1, 200).mapToDouble(i -> 201 - i).toArray();

        assertThat(Percentiles.of(oneToTwoHundred)).isEqualTo(new Percentiles(100, 190, 198));
    }

    @Test
    void ofAFewValuesTheHighOnesAreTheLargest() {
        assertThat(Percentiles.of(new double[] {30, 10, 20})).isEqualTo(new Percentiles(20, 30, 30));
        assertThat(Percentiles.of(new double[] {7})).isEqualTo(new Percentiles(7, 7, 7));
    }

    @Test
    void anEmptySampleHasNone() {
        assertThatThrownBy(() -> Percentiles.of(new double[0])).hasMessageContaining("empty sample");
    }
}
