package dev.tamis.common.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Products of row-major float32 matrices: layers of small networks, and the nearest of many centroids.
public final class Matrices {

    private Matrices() {}

    /// `y = activation(w x + bias)`.
    public static void multiplyVector(
            float[] w, int rows, int cols, float[] x, float @Nullable [] bias, Activation activation, float[] y) {
        multiply(x, 1, w, rows, cols, bias, activation, y);
    }

    /// `out = activation(a w^T + bias)`: `out[i][r]` is the product of row `i` of `a` with row `r` of `w`.
    public static void multiply(
            float[] a,
            int n,
            float[] w,
            int rows,
            int cols,
            float @Nullable [] bias,
            Activation activation,
            float[] out) {
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < rows; r++) {
                float sum = DotProducts.dot(a, i * cols, w, r * cols, cols);
                out[i * rows + r] = bias == null ? sum : sum + bias[r];
            }
        }
        activation.apply(out, 0, n * rows);
    }

    /// The row of `centroids` with the greatest inner product with each of `n` vectors; the first of equals.
    public static void nearest(
            float[] vectors, int n, float[] centroids, int rows, int cols, int[] best, float[] bestScore) {
        Arrays.fill(best, 0, n, -1);
        Arrays.fill(bestScore, 0, n, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < rows; r++) {
                float score = DotProducts.dot(vectors, i * cols, centroids, r * cols, cols);
                if (score > bestScore[i]) {
                    bestScore[i] = score;
                    best[i] = r;
                }
            }
        }
    }
}
