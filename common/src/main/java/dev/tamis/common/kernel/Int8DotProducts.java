package dev.tamis.common.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Inner products of a query with rows of int8 values: the second look at a shortlist.
///
/// | argument   | shape    | type  | meaning                                                   |
/// |------------|----------|-------|-----------------------------------------------------------|
/// | `query`    | `[d]`    | int8  | values in `-127 .. 127`                                   |
/// | `rows`     | `[m][d]` | int8  | row `o` is the `d` bytes from `o * d`; any byte is allowed |
/// | `ordinals` | `[n]`    | int   | rows in any order                                         |
/// | `out`      | `[n]`    | int32 | overwritten; higher is closer                             |
///
/// Cost: `n * d` multiply-adds, each row read once, no allocation. Chosen rows are fetched sixteen at a time.
///
/// Accuracy: exact for `d` up to 131,072. A product of two values fits 16 bits, and so does the sum of two,
/// since no query value is -128: `2 * 127 * 128 = 32,512`; only then they are widened to 32 bits.
public final class Int8DotProducts {

    private static final VectorSpecies<Integer> INTS = Lanes.INTS;
    private static final VectorSpecies<Short> SHORTS = Lanes.SHORTS;

    /// As many lanes as `SHORTS`, of half the size.
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Lanes.BITS / 2));

    private static final int LANES = SHORTS.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /// The most dimensions a query may have: products of 128 * 127 stay far below 2^31 in sum.
    static final int MOST_DIMENSIONS = 1 << 17;

    /// Values that one inner loop takes; see [DotProducts].
    private static final int DEPTH = 4096;

    /// Rows that are fetched before they are scored.
    private static final int GROUP = 16;

    private Int8DotProducts() {}

    /// The inner product with the row that starts at byte `offset`.
    ///
    /// @throws IndexOutOfBoundsException if the row does not lie in the segment
    public static int dot(Int8Query query, MemorySegment rows, long offset) {
        short[] values = query.values;
        Objects.checkFromIndexSize(offset, values.length, rows.byteSize());
        return one(values, rows, offset);
    }

    /// Scores the `n` rows from `firstRow` on: `out[i]` is the product with row `firstRow + i`.
    ///
    /// @throws IllegalArgumentException if `out` holds fewer than `n`
    /// @throws IndexOutOfBoundsException if the rows do not lie in the segment
    public static void score(Int8Query query, MemorySegment rows, int firstRow, int n, int[] out) {
        Shapes.holds("out", n, out.length);
        short[] values = query.values;
        long d = values.length;
        Objects.checkFromIndexSize(firstRow * d, n * d, rows.byteSize());
        int i = 0;
        for (; i <= n - 2; i += 2) {
            long offset = (firstRow + i) * d;
            two(values, rows, offset, offset + d, out, i);
        }
        for (; i < n; i++) {
            out[i] = one(values, rows, (firstRow + i) * d);
        }
    }

    /// Scores the first `n` of `ordinals`: `out[i]` is the product with row `ordinals[i]`.
    ///
    /// @throws IllegalArgumentException if there are fewer than `n` ordinals, or `out` holds fewer
    /// @throws IndexOutOfBoundsException if an ordinal names no row
    public static void gather(Int8Query query, MemorySegment rows, int[] ordinals, int n, int[] out) {
        Shapes.holds("ordinals", n, ordinals.length);
        Shapes.holds("out", n, out.length);
        short[] values = query.values;
        long d = values.length;
        for (int from = 0; from < n; from += GROUP) {
            int end = Math.min(n, from + GROUP);
            out[from] = CacheLines.touch(rows, ordinals, from, end, values.length);
            int i = from;
            for (; i <= end - 2; i += 2) {
                two(values, rows, ordinals[i] * d, ordinals[i + 1] * d, out, i);
            }
            if (i < end) {
                out[i] = one(values, rows, ordinals[i] * d);
            }
        }
    }

    private static void two(short[] q, MemorySegment rows, long o0, long o1, int[] out, int at) {
        int even = Math.min(q.length, MOST_DIMENSIONS) / (2 * LANES) * (2 * LANES);
        int sum0 = rest(q, rows, o0, even);
        int sum1 = rest(q, rows, o1, even);
        for (int from = 0; from < even; from += DEPTH) {
            int end = Math.min(even - from, DEPTH);
            IntVector low0 = IntVector.zero(INTS);
            IntVector low1 = low0;
            IntVector high0 = low0;
            IntVector high1 = low0;
            for (int j = 0; j < end; j += 2 * LANES) {
                int k = from + j;
                ShortVector x = ShortVector.fromArray(SHORTS, q, k);
                ShortVector y = ShortVector.fromArray(SHORTS, q, k + LANES);
                IntVector p0 = x.mul(widen(rows, o0 + k))
                        .add(y.mul(widen(rows, o0 + k + LANES)))
                        .reinterpretAsInts();
                IntVector p1 = x.mul(widen(rows, o1 + k))
                        .add(y.mul(widen(rows, o1 + k + LANES)))
                        .reinterpretAsInts();
                low0 = low0.add(p0.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16));
                high0 = high0.add(p0.lanewise(VectorOperators.ASHR, 16));
                low1 = low1.add(p1.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16));
                high1 = high1.add(p1.lanewise(VectorOperators.ASHR, 16));
            }
            sum0 += low0.add(high0).reduceLanes(VectorOperators.ADD);
            sum1 += low1.add(high1).reduceLanes(VectorOperators.ADD);
        }
        out[at] = sum0;
        out[at + 1] = sum1;
    }

    private static int one(short[] q, MemorySegment rows, long offset) {
        int even = Math.min(q.length, MOST_DIMENSIONS) / (2 * LANES) * (2 * LANES);
        int sum = rest(q, rows, offset, even);
        for (int from = 0; from < even; from += DEPTH) {
            int end = Math.min(even - from, DEPTH);
            IntVector low = IntVector.zero(INTS);
            IntVector high = low;
            for (int j = 0; j < end; j += 2 * LANES) {
                int k = from + j;
                ShortVector x = ShortVector.fromArray(SHORTS, q, k);
                ShortVector y = ShortVector.fromArray(SHORTS, q, k + LANES);
                IntVector p = x.mul(widen(rows, offset + k))
                        .add(y.mul(widen(rows, offset + k + LANES)))
                        .reinterpretAsInts();
                low = low.add(p.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16));
                high = high.add(p.lanewise(VectorOperators.ASHR, 16));
            }
            sum += low.add(high).reduceLanes(VectorOperators.ADD);
        }
        return sum;
    }

    private static ShortVector widen(MemorySegment rows, long offset) {
        return (ShortVector)
                ByteVector.fromMemorySegment(BYTES, rows, offset, ORDER).convertShape(VectorOperators.B2S, SHORTS, 0);
    }

    private static int rest(short[] q, MemorySegment rows, long offset, int from) {
        int sum = 0;
        for (int j = from; j < q.length; j++) {
            sum += q[j] * rows.get(ValueLayout.JAVA_BYTE, offset + j);
        }
        return sum;
    }
}
