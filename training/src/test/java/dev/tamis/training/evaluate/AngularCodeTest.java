package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AngularCodeTest {

    private final float[] vector = gaussian(384);

    @Test
    void ofOneBitIsTheSigns() {
        float[] code = new AngularCode(1).nearest(vector);

        for (int j = 0; j < vector.length; j++) {
            assertThat(code[j]).isEqualTo(vector[j] >= 0 ? 1 : -1);
        }
    }

    @Test
    void ofMoreBitsHasASmallerAngle() {
        assertThat(cosine(new AngularCode(1).nearest(vector))).isBetween(0.75, 0.85);
        assertThat(cosine(new AngularCode(2).nearest(vector))).isBetween(0.92, 0.96);
        assertThat(cosine(new AngularCode(4).nearest(vector))).isGreaterThan(0.99);
    }

    private double cosine(float[] code) {
        double product = 0;
        double mine = 0;
        double its = 0;
        for (int j = 0; j < code.length; j++) {
            product += (double) vector[j] * code[j];
            mine += (double) vector[j] * vector[j];
            its += (double) code[j] * code[j];
        }
        return product / Math.sqrt(mine * its);
    }

    private static float[] gaussian(int d) {
        var random = new SplittableRandom(2);
        float[] values = new float[d];
        for (int j = 0; j < d; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return values;
    }
}
