package dev.tamis.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.data.Rows;
import org.junit.jupiter.api.Test;

class ProcrustesTest {

    @Test
    void findsTheRotationBetweenTwoSpaces() {
        Rows from = Synthetic.matched(500, 1).items();
        Rows to = Synthetic.turned(from);

        float[] found = Procrustes.rotation(from, to);

        int d = Synthetic.DIMENSION;
        for (int i = 0; i < 10; i++) {
            float[] source = from.row(i);
            float[] target = to.row(i);
            for (int r = 0; r < d; r++) {
                double sum = 0;
                for (int c = 0; c < d; c++) {
                    sum += found[r * d + c] * source[c];
                }
                assertThat(sum).isCloseTo(target[r], within(1e-4));
            }
        }
    }
}
