package dev.tamis.common.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Products of row-major float32 matrices: layers of small networks, and the nearest of many centroids.
///
/// | argument | shape          | meaning                                               |
/// |----------|----------------|-------------------------------------------------------|
/// | `a`      | `[n][cols]`    | inputs; row `i` starts at `i * cols`                  |
/// | `w`      | `[rows][cols]` | weights, one row per output, or centroids             |
/// | `bias`   | `[rows]`       | added to every row of outputs; null adds nothing      |
/// | `out`    | `[n][rows]`    | overwritten; row `i` starts at `i * rows`             |
///
/// Arrays may be longer than their shapes; what is past them is neither read nor written.
///
/// Cost: `n * rows * cols` multiply-adds, computed in tiles of four by four so that each value that is loaded
/// serves four times; blocks of `w` stay in the first-level cache, blocks of `a` in the second. About 1 KB is
/// allocated per call, nothing per row. A row of `a` gives the same outputs in whatever batch it is.
///
/// Accuracy: lanes are summed in parallel, so the last bits depend on the machine; each product of two rows
/// stays within the bound of [DotProducts].
public final class Matrices {

    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LANES = SPECIES.length();

    /// Floats of `w` that stay in the first-level cache while rows of `a` pass by.
    private static final int NEAR = 6 * 1024;

    /// Floats of `a` that stay in the second-level cache while blocks of `w` pass by.
    private static final int FAR = 64 * 1024;

    /// Columns that one innermost loop takes; see [DotProducts].
    private static final int DEPTH = 1024;

    private Matrices() {}

    /// `y = activation(w x + bias)`, the same values as [#multiply] gives for one row.
    ///
    /// @throws IllegalArgumentException if an array is shorter than its shape
    public static void multiplyVector(
            float[] w, int rows, int cols, float[] x, float @Nullable [] bias, Activation activation, float[] y) {
        multiply(x, 1, w, rows, cols, bias, activation, y);
    }

    /// `out = activation(a w^T + bias)`: `out[i][r]` comes from the product of row `i` of `a` and row `r` of
    /// `w`.
    ///
    /// @throws IllegalArgumentException if an array is shorter than its shape
    public static void multiply(
            float[] a,
            int n,
            float[] w,
            int rows,
            int cols,
            float @Nullable [] bias,
            Activation activation,
            float[] out) {
        checkShapes(a, n, w, rows, cols);
        Shapes.holds("out", (long) n * rows, out.length);
        if (bias != null) {
            Shapes.holds("bias", rows, bias.length);
        }
        forEachTile(a, n, w, rows, cols, (tile, i, height, r, width) -> {
            for (int t = 0; t < height; t++) {
                int at = (i + t) * rows + r;
                for (int u = 0; u < width; u++) {
                    out[at + u] = tile[4 * t + u];
                }
            }
        });
        if (bias != null) {
            for (int i = 0; i < n; i++) {
                for (int r = 0; r < rows; r++) {
                    out[i * rows + r] += bias[r];
                }
            }
        }
        activation.apply(out, 0, n * rows);
    }

    /// Finds the centroid with the greatest inner product with each of `n` vectors, without keeping the
    /// products.
    ///
    /// `best[i]` becomes the row of `centroids` (the first of equals; -1 where all products are NaN or minus
    /// infinity, or there are no centroids), and `bestScore[i]` the product.
    ///
    /// @throws IllegalArgumentException if an array is shorter than its shape
    public static void nearest(
            float[] vectors, int n, float[] centroids, int rows, int cols, int[] best, float[] bestScore) {
        checkShapes(vectors, n, centroids, rows, cols);
        Shapes.holds("best", n, best.length);
        Shapes.holds("bestScore", n, bestScore.length);
        Arrays.fill(best, 0, n, -1);
        Arrays.fill(bestScore, 0, n, Float.NEGATIVE_INFINITY);
        forEachTile(vectors, n, centroids, rows, cols, (tile, i, height, r, width) -> {
            for (int t = 0; t < height; t++) {
                for (int u = 0; u < width; u++) {
                    float score = tile[4 * t + u];
                    if (score > bestScore[i + t]) {
                        bestScore[i + t] = score;
                        best[i + t] = r + u;
                    }
                }
            }
        });
    }

    private static void checkShapes(float[] a, int n, float[] w, int rows, int cols) {
        if (n < 0 || rows < 0 || cols < 0) {
            throw new IllegalArgumentException(
                    "expected no negative sizes, got n = %d, rows = %d, cols = %d".formatted(n, rows, cols));
        }
        Shapes.holds("inputs", (long) n * cols, a.length);
        Shapes.holds("weights", (long) rows * cols, w.length);
    }

    /// Takes the products of up to four rows from `i` on with up to four rows from `r` on: `tile[4 * t + u]`.
    private interface TileConsumer {
        void take(float[] tile, int i, int height, int r, int width);
    }

    /// Goes through the products block by block; for a row of `a`, rows of `w` come in ascending order.
    private static void forEachTile(float[] a, int n, float[] w, int rows, int cols, TileConsumer consumer) {
        float[] tile = new float[16];
        float[] lanes = new float[16 * LANES];
        int near = Math.max(4, NEAR / Math.max(1, cols) / 4 * 4);
        int far = Math.max(4, FAR / Math.max(1, cols) / 4 * 4);
        for (int i0 = 0; i0 < n; i0 += far) {
            int iEnd = Math.min(n - i0, far) + i0;
            for (int r0 = 0; r0 < rows; r0 += near) {
                int rEnd = Math.min(rows - r0, near) + r0;
                for (int i = i0; i < iEnd; i += 4) {
                    int height = Math.min(4, iEnd - i);
                    for (int r = r0; r < rEnd; r += 4) {
                        int width = Math.min(4, rEnd - r);
                        products(a, i, height, w, r, width, cols, lanes, tile);
                        consumer.take(tile, i, height, r, width);
                    }
                }
            }
        }
    }

    private static void products(
            float[] a, int i, int height, float[] w, int r, int width, int cols, float[] lanes, float[] tile) {
        // Rows of w that are missing at the edge repeat the last one.
        int r1 = r + Math.min(1, width - 1);
        int r2 = r + Math.min(2, width - 1);
        int r3 = r + Math.min(3, width - 1);
        Arrays.fill(tile, 0);
        for (int from = 0; from < cols; from += DEPTH) {
            int depth = Math.min(cols - from, DEPTH);
            int w0 = r * cols + from;
            int w1 = r1 * cols + from;
            int w2 = r2 * cols + from;
            int w3 = r3 * cols + from;
            if (height == 4) {
                four(a, i * cols + from, cols, w, w0, w1, w2, w3, depth, lanes);
            } else {
                for (int t = 0; t < height; t++) {
                    one(a, (i + t) * cols + from, w, w0, w1, w2, w3, depth, lanes, 4 * t * LANES);
                }
            }
            for (int t = 0; t < height; t++) {
                LaneSums.addTo(lanes, 4 * t * LANES, tile, 4 * t);
            }
        }
        int rest = cols % LANES;
        if (rest > 0) {
            for (int t = 0; t < height; t++) {
                for (int u = 0; u < width; u++) {
                    tile[4 * t + u] += rest(a, (i + t + 1) * cols - rest, w, (r + u + 1) * cols - rest, rest);
                }
            }
        }
    }

    /// The products of four rows of `a` with four rows of `w`, not yet summed across lanes.
    private static void four(
            float[] a, int a0, int cols, float[] w, int w0, int w1, int w2, int w3, int depth, float[] lanes) {
        int a1 = a0 + cols;
        int a2 = a1 + cols;
        int a3 = a2 + cols;
        int end = Math.min(depth, DEPTH) / LANES * LANES;
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s03 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s12 = s00;
        FloatVector s13 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s22 = s00;
        FloatVector s23 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        FloatVector s32 = s00;
        FloatVector s33 = s00;
        for (int j = 0; j < end; j += LANES) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, w, w0 + j);
            FloatVector x1 = FloatVector.fromArray(SPECIES, w, w1 + j);
            FloatVector x2 = FloatVector.fromArray(SPECIES, w, w2 + j);
            FloatVector x3 = FloatVector.fromArray(SPECIES, w, w3 + j);
            FloatVector y = FloatVector.fromArray(SPECIES, a, a0 + j);
            s00 = y.fma(x0, s00);
            s01 = y.fma(x1, s01);
            s02 = y.fma(x2, s02);
            s03 = y.fma(x3, s03);
            y = FloatVector.fromArray(SPECIES, a, a1 + j);
            s10 = y.fma(x0, s10);
            s11 = y.fma(x1, s11);
            s12 = y.fma(x2, s12);
            s13 = y.fma(x3, s13);
            y = FloatVector.fromArray(SPECIES, a, a2 + j);
            s20 = y.fma(x0, s20);
            s21 = y.fma(x1, s21);
            s22 = y.fma(x2, s22);
            s23 = y.fma(x3, s23);
            y = FloatVector.fromArray(SPECIES, a, a3 + j);
            s30 = y.fma(x0, s30);
            s31 = y.fma(x1, s31);
            s32 = y.fma(x2, s32);
            s33 = y.fma(x3, s33);
        }
        s00.intoArray(lanes, 0);
        s01.intoArray(lanes, LANES);
        s02.intoArray(lanes, 2 * LANES);
        s03.intoArray(lanes, 3 * LANES);
        s10.intoArray(lanes, 4 * LANES);
        s11.intoArray(lanes, 5 * LANES);
        s12.intoArray(lanes, 6 * LANES);
        s13.intoArray(lanes, 7 * LANES);
        s20.intoArray(lanes, 8 * LANES);
        s21.intoArray(lanes, 9 * LANES);
        s22.intoArray(lanes, 10 * LANES);
        s23.intoArray(lanes, 11 * LANES);
        s30.intoArray(lanes, 12 * LANES);
        s31.intoArray(lanes, 13 * LANES);
        s32.intoArray(lanes, 14 * LANES);
        s33.intoArray(lanes, 15 * LANES);
    }

    /// The products of one row of `a` with four rows of `w`, in the same order of additions.
    private static void one(
            float[] a, int a0, float[] w, int w0, int w1, int w2, int w3, int depth, float[] lanes, int at) {
        int end = Math.min(depth, DEPTH) / LANES * LANES;
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int j = 0; j < end; j += LANES) {
            FloatVector y = FloatVector.fromArray(SPECIES, a, a0 + j);
            s0 = y.fma(FloatVector.fromArray(SPECIES, w, w0 + j), s0);
            s1 = y.fma(FloatVector.fromArray(SPECIES, w, w1 + j), s1);
            s2 = y.fma(FloatVector.fromArray(SPECIES, w, w2 + j), s2);
            s3 = y.fma(FloatVector.fromArray(SPECIES, w, w3 + j), s3);
        }
        s0.intoArray(lanes, at);
        s1.intoArray(lanes, at + LANES);
        s2.intoArray(lanes, at + 2 * LANES);
        s3.intoArray(lanes, at + 3 * LANES);
    }

    /// The product of the columns that do not fill the lanes.
    private static float rest(float[] a, int aOffset, float[] w, int wOffset, int length) {
        float sum = 0;
        for (int j = 0; j < length; j++) {
            sum += a[aOffset + j] * w[wOffset + j];
        }
        return sum;
    }
}
