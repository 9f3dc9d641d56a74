package dev.tamis.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.kernel.Normalization;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicDimensionTest {

    private static final int AMBIENT = 64;

    @TempDir
    Path folder;

    /// Points on a sphere inside a subspace of `m + 1` dimensions have `m` dimensions around them.
    @ParameterizedTest(name = "m = {0}")
    @ValueSource(ints = {1, 2, 5, 10})
    void findsTheDimensionOfASphereInALargerSpace(int m) throws Exception {
        float[] points = new float[8_000 * AMBIENT];
        var random = new SplittableRandom(1);
        for (int i = 0; i < 8_000; i++) {
            float[] point = new float[AMBIENT];
            for (int j = 0; j <= m; j++) {
                point[j] = (float) random.nextGaussian();
            }
            Normalization.normalize(point);
            System.arraycopy(point, 0, points, i * AMBIENT, AMBIENT);
        }
        VectorFile.append(folder.resolve("points"), AMBIENT, 0, points);

        Neighbours near = ExactSearch.nearest(
                VectorFile.open(folder.resolve("points"), AMBIENT), Arrays.copyOf(points, 200 * AMBIENT), 100, null);

        // On a circle of 8,000 points many neighbours are as near as copies, and left out.
        double tolerance = m == 1 ? 0.3 : 0.12 * m;
        assertThat(IntrinsicDimension.ofCosines(near.scores())).isCloseTo(m, within(tolerance));
    }

    @Test
    void isTheInverseOfTheMeanLogarithmOfDistanceRatios() {
        double inverse = IntrinsicDimension.inverse(new double[] {0, 1, 2, 4});

        assertThat(inverse).as("(ln 4 + ln 2) / 2, the copy left out").isCloseTo(Math.log(8) / 2, within(1e-12));
    }

    @Test
    void isUnknownWhereAllNeighboursAreCopies() {
        assertThat(IntrinsicDimension.ofCosines(new float[][] {{1, 1, 1}})).isNaN();
    }
}
