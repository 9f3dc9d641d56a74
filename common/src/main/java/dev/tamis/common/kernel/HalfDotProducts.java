package dev.tamis.common.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Inner products of a float32 query with rows of half-precision values: the last look at a shortlist.
///
/// | argument   | shape    | type     | meaning                                                   |
/// |------------|----------|----------|-----------------------------------------------------------|
/// | `query`    | `[d]`    | float32  | any norm                                                  |
/// | `rows`     | `[m][d]` | binary16 | IEEE 754, little-endian, finite; row `o` starts at `2 * o * d` bytes |
/// | `ordinals` | `[n]`    | int      | rows in any order                                         |
/// | `out`      | `[n]`    | float32  | overwritten; higher is closer                             |
///
/// Cost: `n * d` conversions and multiply-adds, each row read once, no allocation. A row has the same score in
/// whatever block and at whatever place it is.
///
/// Accuracy: every half is converted exactly, subnormal ones too; products are summed as in [DotProducts],
/// within the same bound. Infinities and NaN are not halves of a vector: their scores mean nothing.
public final class HalfDotProducts {

    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;

    /// As many lanes as `FLOATS`, of half the size.
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Lanes.BITS / 2));

    private static final int LANES = FLOATS.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ORDER);

    /// Rows that are fetched before they are scored.
    private static final int GROUP = 8;

    /// Values that one inner loop takes; see [DotProducts].
    private static final int DEPTH = 4096;

    private HalfDotProducts() {}

    /// The inner product with the row that starts at byte `offset`.
    ///
    /// @throws IndexOutOfBoundsException if the row does not lie in the segment
    public static float dot(float[] query, MemorySegment rows, long offset) {
        Objects.checkFromIndexSize(offset, 2L * query.length, rows.byteSize());
        return product(query, rows, offset);
    }

    /// Scores the `n` rows from `firstRow` on: `out[i]` is the product with row `firstRow + i`.
    ///
    /// @throws IllegalArgumentException if `out` holds fewer than `n`
    /// @throws IndexOutOfBoundsException if the rows do not lie in the segment
    public static void score(float[] query, MemorySegment rows, int firstRow, int n, float[] out) {
        Shapes.holds("out", n, out.length);
        long bytes = 2L * query.length;
        Objects.checkFromIndexSize(firstRow * bytes, n * bytes, rows.byteSize());
        for (int i = 0; i < n; i++) {
            out[i] = product(query, rows, (firstRow + i) * bytes);
        }
    }

    /// Scores the first `n` of `ordinals`: `out[i]` is the product with row `ordinals[i]`.
    ///
    /// @throws IllegalArgumentException if there are fewer than `n` ordinals, or `out` holds fewer
    /// @throws IndexOutOfBoundsException if an ordinal names no row
    public static void gather(float[] query, MemorySegment rows, int[] ordinals, int n, float[] out) {
        Shapes.holds("ordinals", n, ordinals.length);
        Shapes.holds("out", n, out.length);
        long bytes = 2L * query.length;
        for (int from = 0; from < n; from += GROUP) {
            int end = Math.min(n, from + GROUP);
            out[from] = CacheLines.touch(rows, ordinals, from, end, (int) bytes);
            for (int i = from; i < end; i++) {
                out[i] = product(query, rows, ordinals[i] * bytes);
            }
        }
    }

    private static float product(float[] query, MemorySegment rows, long offset) {
        float sum = 0;
        for (int from = 0; from < query.length; from += DEPTH) {
            sum += part(query, from, rows, offset + 2L * from, query.length - from);
        }
        return sum;
    }

    private static float part(float[] query, int from, MemorySegment rows, long offset, int d) {
        // Two accumulators: in a single chain every fma would wait for the one before it.
        FloatVector even = FloatVector.zero(FLOATS);
        FloatVector odd = even;
        int end = Math.min(d, DEPTH);
        int j = 0;
        for (; j <= end - 2 * LANES; j += 2 * LANES) {
            even = widen(rows, offset + 2L * j).fma(FloatVector.fromArray(FLOATS, query, from + j), even);
            odd = widen(rows, offset + 2L * (j + LANES))
                    .fma(FloatVector.fromArray(FLOATS, query, from + j + LANES), odd);
        }
        for (; j <= end - LANES; j += LANES) {
            even = widen(rows, offset + 2L * j).fma(FloatVector.fromArray(FLOATS, query, from + j), even);
        }
        float sum = even.add(odd).reduceLanes(VectorOperators.ADD);
        for (; j < end; j++) {
            sum += query[from + j] * Float.float16ToFloat(rows.get(HALF, offset + 2L * j));
        }
        return sum;
    }

    /// Converts halves exactly: exponent and fraction move to where a float has them (the sign is extended to
    /// there), which is a float `2^112` times too small, as the exponents are biased by 15 and 127.
    private static FloatVector widen(MemorySegment rows, long offset) {
        IntVector bits = (IntVector)
                ShortVector.fromMemorySegment(SHORTS, rows, offset, ORDER).castShape(Lanes.INTS, 0);
        return bits.lanewise(VectorOperators.LSHL, 13)
                .and(0x8fffe000)
                .reinterpretAsFloats()
                .mul(0x1p112f);
    }
}
