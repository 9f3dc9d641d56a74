package dev.tamis.common.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/// The codes of four bits per part (recurrent codes, product quantization) whose parts' table entries sum
/// highest.
///
/// The tables stay in registers: one permutation of bytes looks up as many entries as a register has bytes.
/// Sixty-four codes share a block of bytes, in [#rows] rows of 64:
///
/// | byte of the block | low four bits              | high four bits                 |
/// |-------------------|----------------------------|--------------------------------|
/// | `row * 64 + lane` | part `2 * row` of `lane`   | part `2 * row + 1` of `lane`   |
///
/// The code with ordinal `o` lies in block `o / 64`, lane `o % 64`.
///
/// Cost: a permutation and an addition per part for 64 codes or fewer at once; one pass over the blocks; no
/// allocation.
///
/// Accuracy: that of the tables, see [LookupQuery]; the sum of their entries is exact.
public final class LookupScan {

    /// Sums of more parts than this do not fit.
    public static final int MOST_PARTS = 512;

    static final int BLOCK = 64;

    private static final VectorSpecies<Byte> BYTES = Lanes.BYTES;
    private static final int LANES = BYTES.length();

    private LookupScan() {}

    /// The rows of a block: one for two parts, in pairs.
    static int rows(int parts) {
        return (parts + 3) / 4 * 2;
    }

    /// The bytes of a block of 64 codes.
    public static long blockBytes(int parts) {
        return (long) rows(parts) * BLOCK;
    }

    /// Writes the code with that ordinal; each of its bytes holds one part, 0 to 15.
    public static void pack(byte[] code, MemorySegment blocks, int ordinal) {
        long at = ordinal / BLOCK * blockBytes(code.length) + ordinal % BLOCK;
        for (int s = 0; s < code.length; s += 2) {
            int high = s + 1 < code.length ? code[s + 1] : 0;
            blocks.set(ValueLayout.JAVA_BYTE, at + (long) (s / 2) * BLOCK, (byte) ((code[s] & 15) | (high << 4)));
        }
    }

    /// Offers the first `n` codes.
    ///
    /// @throws IllegalArgumentException if `blocks` is too short for `n` codes of as many parts as the query has
    public static void scan(MemorySegment blocks, int n, LookupQuery query, TopN best) {
        int parts = query.parts();
        if (n < 0 || blocks.byteSize() < (n + BLOCK - 1L) / BLOCK * blockBytes(parts)) {
            throw new IllegalArgumentException(
                    "blocks: expected %d codes of %d parts, got %d bytes".formatted(n, parts, blocks.byteSize()));
        }
        for (int o = 0; o < n; o += Lanes.STRETCH) {
            scanLanes(blocks, o, Math.min(o + Lanes.STRETCH, n), query, best);
        }
    }

    private static void scanLanes(MemorySegment blocks, int from, int to, LookupQuery query, TopN best) {
        byte[] entries = query.entries;
        int rows = rows(query.parts());
        short threshold = sum(query, best.floor());
        for (int o = from; o < to; o += LANES) {
            long at = o / BLOCK * ((long) rows * BLOCK) + o % BLOCK;
            ShortVector even = ShortVector.zero(Lanes.SHORTS);
            ShortVector odd = ShortVector.zero(Lanes.SHORTS);
            for (int row = 0; row < rows; row += 2) {
                int t = row * 32;
                ByteVector a = ByteVector.fromMemorySegment(BYTES, blocks, at + row * 64L, LITTLE_ENDIAN);
                ByteVector b = ByteVector.fromMemorySegment(BYTES, blocks, at + row * 64L + 64, LITTLE_ENDIAN);
                ByteVector aHigh = a.reinterpretAsShorts().lanewise(LSHR, 4).reinterpretAsBytes();
                ByteVector bHigh = b.reinterpretAsShorts().lanewise(LSHR, 4).reinterpretAsBytes();
                // Four entries of at most 63 add up within a byte.
                ShortVector four = a.and((byte) 15)
                        .selectFrom(ByteVector.fromArray(BYTES, entries, t))
                        .add(aHigh.and((byte) 15).selectFrom(ByteVector.fromArray(BYTES, entries, t + 16)))
                        .add(b.and((byte) 15).selectFrom(ByteVector.fromArray(BYTES, entries, t + 32)))
                        .add(bHigh.and((byte) 15).selectFrom(ByteVector.fromArray(BYTES, entries, t + 48)))
                        .reinterpretAsShorts();
                even = even.add(four.and((short) 255));
                odd = odd.add(four.lanewise(LSHR, 8));
            }
            long evenHits = even.compare(GE, threshold).toLong();
            long oddHits = odd.compare(GE, threshold).toLong();
            if ((evenHits | oddHits) != 0) {
                even.intoArray(best.sums, 0);
                odd.intoArray(best.sums, LANES / 2);
                offer(best, query, evenHits, 0, o, to);
                offer(best, query, oddHits, 1, o, to);
                threshold = sum(query, best.floor());
            }
        }
    }

    /// Offers the sums that have a bit: those of every other ordinal from `ordinal + odd` on.
    private static void offer(TopN best, LookupQuery query, long bits, int odd, int ordinal, int end) {
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            int lane = Long.numberOfTrailingZeros(rest);
            int found = ordinal + 2 * lane + odd;
            if (found < end) {
                best.offer(query.step * best.sums[odd * (LANES / 2) + lane] + query.base, found);
            }
        }
    }

    /// A sum that every code with at least this score reaches, however its score was rounded.
    private static short sum(LookupQuery query, float score) {
        if (score == Float.NEGATIVE_INFINITY) {
            return 0;
        }
        double sum = ((double) score - query.base) / query.step;
        double rounding = 2 * Math.ulp(Math.max(Math.abs(score), Math.abs(query.base))) / query.step;
        return (short) Math.clamp(sum - rounding, 0, Short.MAX_VALUE);
    }
}
