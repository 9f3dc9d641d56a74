package dev.tamis.common.kernel;

import static dev.tamis.common.kernel.ExactSum.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatricesTest {

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest(name = "[{0}][{2}] x [{1}][{2}]")
    @CsvSource({
        "1, 1, 1",
        "1, 5, 17",
        "2, 4, 3",
        "3, 3, 16",
        "4, 4, 15",
        "4, 4, 32",
        "5, 7, 33",
        "7, 6, 0",
        "8, 8, 64",
        "9, 17, 100",
        "5, 5, 1024",
        "6, 9, 1025",
        "4, 4, 2050",
        "180, 41, 383",
        "71, 90, 1100"
    })
    void everyProductStaysWithinTheRoundingBound(int n, int rows, int cols) {
        float[] a = gaussian(random, n * cols);
        float[] w = gaussian(random, rows * cols);
        float[] out = new float[n * rows + 1];
        out[n * rows] = -1;

        Matrices.multiply(a, n, w, rows, cols, null, Activation.NONE, out);

        for (int i = 0; i < n; i++) {
            for (int r = 0; r < rows; r++) {
                var exact = ExactSum.of(a, i * cols, w, r * cols, cols);
                assertThat((double) out[i * rows + r])
                        .as("row %d, output %d, rerun with -Dtest.seed=%d", i, r, seed)
                        .isCloseTo(exact.value(), within(exact.roundingBound()));
            }
        }
        assertThat(out[n * rows]).isEqualTo(-1);
    }

    @Test
    void biasAndActivationFollowTheProduct() {
        float[] a = {1, 2, 3, 4};
        float[] w = {1, 1, -1, -1, 1, -1};
        float[] out = new float[6];

        Matrices.multiply(a, 2, w, 3, 2, new float[] {0.5f, 0, 2}, Activation.RELU, out);

        assertThat(out).containsExactly(3.5f, 0, 1, 7.5f, 0, 1);
    }

    @Test
    void aRowHasTheSameOutputsInWhateverBatchItIs() {
        float[] a = gaussian(random, 7 * 77);
        float[] w = gaussian(random, 10 * 77);
        float[] bias = gaussian(random, 10);
        float[] batch = new float[70];
        float[] alone = new float[10];

        Matrices.multiply(a, 7, w, 10, 77, bias, Activation.GELU, batch);

        for (int i = 0; i < 7; i++) {
            float[] x = Arrays.copyOfRange(a, i * 77, (i + 1) * 77);
            Matrices.multiplyVector(w, 10, 77, x, bias, Activation.GELU, alone);
            assertThat(alone)
                    .as("row %d, rerun with -Dtest.seed=%d", i, seed)
                    .isEqualTo(Arrays.copyOfRange(batch, i * 10, (i + 1) * 10));
        }
    }

    @ParameterizedTest(name = "{0} vectors, {1} centroids, d = {2}")
    @CsvSource({"1, 1, 1", "4, 4, 16", "5, 7, 33", "3, 2, 1030", "200, 131, 48"})
    void theNearestCentroidIsTheOneWithTheGreatestProduct(int n, int rows, int cols) {
        float[] vectors = gaussian(random, n * cols);
        float[] centroids = gaussian(random, rows * cols);
        float[] products = new float[n * rows];
        int[] best = new int[n];
        float[] bestScore = new float[n];

        Matrices.multiply(vectors, n, centroids, rows, cols, null, Activation.NONE, products);
        Matrices.nearest(vectors, n, centroids, rows, cols, best, bestScore);

        for (int i = 0; i < n; i++) {
            int expected = 0;
            for (int r = 1; r < rows; r++) {
                expected = products[i * rows + r] > products[i * rows + expected] ? r : expected;
            }
            assertThat(best[i])
                    .as("vector %d, rerun with -Dtest.seed=%d", i, seed)
                    .isEqualTo(expected);
            assertThat(bestScore[i]).isEqualTo(products[i * rows + expected]);
        }
    }

    @Test
    void ofEqualCentroidsTheFirstIsNearest() {
        float[] centroids = new float[9 * 20];
        Arrays.fill(centroids, 2 * 20, centroids.length, 1);
        int[] best = new int[1];
        float[] vector = new float[20];
        Arrays.fill(vector, 1);

        Matrices.nearest(vector, 1, centroids, 9, 20, best, new float[1]);

        assertThat(best).containsExactly(2);
    }

    @Test
    void withoutAComparableProductNothingIsNearest() {
        int[] best = new int[2];
        float[] bestScore = new float[2];

        Matrices.nearest(new float[] {Float.NaN, 1}, 2, new float[] {3}, 1, 1, best, bestScore);

        assertThat(best).containsExactly(-1, 0);
        assertThat(bestScore).containsExactly(Float.NEGATIVE_INFINITY, 3);
    }

    @Test
    void arraysShorterThanTheirShapesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> multiply(new float[5], new float[6], null, new float[4]))
                .withMessage("inputs: expected at least 6, got 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> multiply(new float[6], new float[5], null, new float[4]))
                .withMessage("weights: expected at least 6, got 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> multiply(new float[6], new float[6], new float[1], new float[4]))
                .withMessage("bias: expected at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> multiply(new float[6], new float[6], null, new float[3]))
                .withMessage("out: expected at least 4, got 3");
    }

    private static void multiply(float[] a, float[] w, float @Nullable [] bias, float[] out) {
        Matrices.multiply(a, 2, w, 2, 3, bias, Activation.NONE, out);
    }
}
