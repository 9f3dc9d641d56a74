package dev.tamis.common.model;

import dev.tamis.common.kernel.Normalization;
import java.util.Arrays;

/// Row-major blocks of vectors.
final class Rows {

    private Rows() {}

    /// The first `n` rows minus a vector.
    ///
    /// @throws IllegalArgumentException if there are fewer rows
    static float[] minus(float[] rows, int n, float[] mean) {
        int d = mean.length;
        if (n < 0 || rows.length < (long) n * d) {
            throw new IllegalArgumentException("rows: expected %d x %d floats, got %d".formatted(n, d, rows.length));
        }
        float[] centred = new float[n * d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                centred[i * d + j] = rows[i * d + j] - mean[j];
            }
        }
        return centred;
    }

    /// Scales each of the first `n` rows of `d` values to norm 1; rows of zeros stay.
    static void normalize(float[] rows, int n, int d) {
        for (int i = 0; i < n; i++) {
            float[] row = Arrays.copyOfRange(rows, i * d, (i + 1) * d);
            Normalization.normalize(row);
            System.arraycopy(row, 0, rows, i * d, d);
        }
    }

    /// Refuses a vector of another dimension.
    static void checkDimension(float[] vector, int d) {
        if (vector.length != d) {
            throw new IllegalArgumentException("vector: expected %d floats, got %d".formatted(d, vector.length));
        }
    }
}
