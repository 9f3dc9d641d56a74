package dev.tamis.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.data.Rows;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

    @Test
    void findsTheAxesAndVariancesOfAKnownCovariance() {
        var random = new SplittableRandom(1);
        double cos = Math.cos(0.5);
        double sin = Math.sin(0.5);
        int n = 20_000;
        float[] values = new float[3 * n];
        for (int i = 0; i < n; i++) {
            double along = 3 * random.nextGaussian();
            double across = random.nextGaussian();
            values[3 * i] = (float) (5 + cos * along - sin * across);
            values[3 * i + 1] = (float) (-1 + sin * along + cos * across);
            values[3 * i + 2] = (float) (0.1 * random.nextGaussian());
        }
        var rows = new Rows(values, 3);

        var components = PrincipalComponents.of(rows, rows.mean());

        assertThat(components.variances()[0]).isCloseTo(9, within(0.3));
        assertThat(components.variances()[1]).isCloseTo(1, within(0.05));
        assertThat(components.variances()[2]).isCloseTo(0.01, within(0.001));
        float[] axes = components.axes();
        assertThat(Math.abs(axes[0] * cos + axes[1] * sin)).isCloseTo(1, within(1e-3));
        assertThat(Math.abs(-axes[3] * sin + axes[4] * cos)).isCloseTo(1, within(1e-3));
        assertThat(Math.abs(axes[8])).isCloseTo(1, within(1e-3f));
    }
}
