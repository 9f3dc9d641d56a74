package dev.tamis.common.kernel;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Inner products of float32 vectors: of two, of a query with every row of a block, of a query with chosen
/// rows.
///
/// | argument   | shape    | type    | meaning                                              |
/// |------------|----------|---------|------------------------------------------------------|
/// | `query`    | `[d]`    | float32 | any norm                                             |
/// | `rows`     | `[n][d]` | float32 | row-major: row `i` starts at `i * d`                 |
/// | `ordinals` | `[n]`    | int     | rows in any order; more elements than `n` are ignored |
/// | `scores`   | `[n]`    | float32 | overwritten; higher is closer                        |
///
/// Cost: `n * d` multiply-adds, each row read once, no allocation. A row has the same score in whatever block
/// and at whatever place it is.
///
/// Accuracy: lanes are summed in parallel, so the last bits depend on the machine. Every order stays within
/// `gamma(d) * sum |q[j] * x[j]|` of the exact value, `gamma(d) = d*u / (1 - d*u)`, `u = 2^-24` (N. J. Higham,
/// *Accuracy and Stability of Numerical Algorithms*, 2nd ed., 2002, section 3.1).
public final class DotProducts {

    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LANES = SPECIES.length();

    /// Values that one inner loop takes. Bounded so that the compiler sees a short loop: in one that may be
    /// long it keeps a safepoint, and may box the sums for it.
    private static final int DEPTH = 4096;

    private DotProducts() {}

    /// The inner product of `a[aOffset .. aOffset + d)` and `b[bOffset .. bOffset + d)`.
    ///
    /// @throws IndexOutOfBoundsException if one of the two does not lie in its array
    public static float dot(float[] a, int aOffset, float[] b, int bOffset, int d) {
        Objects.checkFromIndexSize(aOffset, d, a.length);
        Objects.checkFromIndexSize(bOffset, d, b.length);
        return product(a, aOffset, b, bOffset, d);
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
            scores[row] = product(query, 0, rows, row * d, d);
        }
    }

    /// Scores the first `n` of `ordinals`: `scores[i]` is the product with row `ordinals[i]`.
    ///
    /// @throws IllegalArgumentException if there are fewer than `n` ordinals or scores
    /// @throws IndexOutOfBoundsException if an ordinal names no row
    public static void gather(float[] query, float[] rows, int[] ordinals, int n, float[] scores) {
        Shapes.holds("ordinals", n, ordinals.length);
        Shapes.holds("scores", n, scores.length);
        int d = query.length;
        int count = d == 0 ? Integer.MAX_VALUE : rows.length / d;
        for (int i = 0; i < n; i++) {
            int row = Objects.checkIndex(ordinals[i], count);
            scores[i] = product(query, 0, rows, row * d, d);
        }
    }

    private static float product(float[] a, int aOffset, float[] b, int bOffset, int d) {
        float sum = 0;
        for (int from = 0; from < d; from += DEPTH) {
            int end = Math.min(d - from, DEPTH);
            sum += part(a, aOffset + from, b, bOffset + from, end);
        }
        return sum;
    }

    private static float part(float[] a, int aOffset, float[] b, int bOffset, int d) {
        // Four accumulators: in a single chain every fma would wait for the one before it.
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int end = Math.min(d, DEPTH);
        int j = 0;
        for (; j <= end - 4 * LANES; j += 4 * LANES) {
            s0 = load(a, aOffset + j).fma(load(b, bOffset + j), s0);
            s1 = load(a, aOffset + j + LANES).fma(load(b, bOffset + j + LANES), s1);
            s2 = load(a, aOffset + j + 2 * LANES).fma(load(b, bOffset + j + 2 * LANES), s2);
            s3 = load(a, aOffset + j + 3 * LANES).fma(load(b, bOffset + j + 3 * LANES), s3);
        }
        for (; j <= end - LANES; j += LANES) {
            s0 = load(a, aOffset + j).fma(load(b, bOffset + j), s0);
        }
        float sum = s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
        for (; j < end; j++) {
            sum += a[aOffset + j] * b[bOffset + j];
        }
        return sum;
    }

    private static FloatVector load(float[] from, int index) {
        return FloatVector.fromArray(SPECIES, from, index);
    }
}
