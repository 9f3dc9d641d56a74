package dev.tamis.common.kernel;

/// Inner products of float32 vectors: one pair, one query with every row of a block, one query with chosen rows.
public final class DotProducts {

    private DotProducts() {}

    /// The inner product of `a[aOffset .. aOffset + d)` and `b[bOffset .. bOffset + d)`.
    public static float dot(float[] a, int aOffset, float[] b, int bOffset, int d) {
        float sum = 0;
        for (int j = 0; j < d; j++) {
            sum += a[aOffset + j] * b[bOffset + j];
        }
        return sum;
    }

    /// Scores one row per element of `scores`.
    ///
    /// @throws IllegalArgumentException if `rows` does not hold exactly that many rows
    public static void score(float[] query, float[] rows, float[] scores) {
        int d = query.length;
        if (rows.length != (long) scores.length * d) {
            throw new IllegalArgumentException(
                    "rows: expected %d x %d floats, got %d".formatted(scores.length, d, rows.length));
        }
        for (int row = 0; row < scores.length; row++) {
            scores[row] = dot(query, 0, rows, row * d, d);
        }
    }

    /// Scores the first `n` of `ordinals`: `scores[i]` is the product with row `ordinals[i]`.
    public static void gather(float[] query, float[] rows, int[] ordinals, int n, float[] scores) {
        int d = query.length;
        for (int i = 0; i < n; i++) {
            scores[i] = dot(query, 0, rows, ordinals[i] * d, d);
        }
    }
}
