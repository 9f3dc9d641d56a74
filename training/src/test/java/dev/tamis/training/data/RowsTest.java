package dev.tamis.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowsTest {

    private final Rows rows = new Rows(new float[] {3, 1, 1, 1, 2, 1}, 2);

    @Test
    void knowItsMeanAndTakesItAway() {
        assertThat(rows.mean()).containsExactly(2, 1);
        assertThat(rows.centred(rows.mean()).values()).containsExactly(1, 0, -1, 0, 0, 0);
    }

    @Test
    void givesChosenVectorsInTheirOrder() {
        assertThat(rows.select(new int[] {2, 0}).values()).containsExactly(2, 1, 3, 1);
    }

    @Test
    void refusesAnArrayThatEndsWithinAVector() {
        assertThatThrownBy(() -> new Rows(new float[5], 2)).hasMessageContaining("5 floats are no whole vectors of 2");
    }
}
