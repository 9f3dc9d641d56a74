package dev.tamis.common.kernel;

import static dev.tamis.common.kernel.BinaryCodes.BLOCK;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The first pass over codes of one bit per dimension with a query of four bits per dimension.
///
/// Estimates of vector `i` are `bias + offset[i] + scale[i] * S[i]`, `S[i]` the sum over the dimensions of the
/// query's value times the code's sign (bit 1 is +1, bit 0 is -1). Eight vectors share one record, little-endian:
///
/// | bytes                        | hold                                        |
/// |------------------------------|---------------------------------------------|
/// | `w * 64 + lane * 8`          | word `w` of the code of vector `lane`       |
/// | `words * 64 + lane * 4`      | float32 scale of vector `lane`              |
/// | `words * 64 + 32 + lane * 4` | float32 offset of vector `lane`             |
///
/// The vector with ordinal `o` lies in record `o / 8`, lane `o % 8`. Records should start at a multiple of 64
/// bytes.
public final class AsymmetricScan {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private AsymmetricScan() {}

    /// The bytes of one record of eight vectors.
    public static long blockBytes(int words) {
        return words * 64L + 64;
    }

    /// Writes one vector.
    ///
    /// @throws IllegalArgumentException if the code has not `words` words
    public static void write(MemorySegment records, int words, int ordinal, long[] code, float scale, float offset) {
        if (code.length != words) {
            throw new IllegalArgumentException("code: expected %d words, got %d".formatted(words, code.length));
        }
        long block = ordinal / BLOCK * blockBytes(words);
        int lane = ordinal % BLOCK;
        for (int w = 0; w < words; w++) {
            records.set(LONG, block + w * 64L + lane * 8L, code[w]);
        }
        records.set(FLOAT, block + words * 64L + lane * 4L, scale);
        records.set(FLOAT, block + words * 64L + 32 + lane * 4L, offset);
    }

    /// Leaves a hole, which no scan finds.
    public static void clear(MemorySegment records, int words, int ordinal) {
        write(records, words, ordinal, new long[words], 0, Float.NEGATIVE_INFINITY);
    }

    /// Offers the vectors from `firstOrdinal` on that `allowed` has a bit for (all without it).
    ///
    /// @param allowed bit `o & 63` of word `o >> 6` allows ordinal `o`; a record with no allowed vector is not
    ///     read
    /// @throws IllegalArgumentException if `firstOrdinal` or `count` is no multiple of 8, or `query` has other
    ///     words
    public static void scan(
            MemorySegment records,
            int firstOrdinal,
            int count,
            int words,
            AsymmetricQuery query,
            float bias,
            long @Nullable [] allowed,
            TopN best) {
        if (firstOrdinal % BLOCK != 0 || count % BLOCK != 0) {
            throw new IllegalArgumentException(
                    "expected multiples of 8, got firstOrdinal %d and count %d".formatted(firstOrdinal, count));
        }
        if (query.words() != words) {
            throw new IllegalArgumentException("query: expected %d words, got %d".formatted(words, query.words()));
        }
        for (int o = firstOrdinal; o < firstOrdinal + count; o++) {
            if (allowed == null || (allowed[o >> 6] >>> o & 1) != 0) {
                best.offer(estimate(records, words, o, query, bias), o);
            }
        }
    }

    /// The estimate for one vector, as the scan has it; `NEGATIVE_INFINITY` for a hole.
    public static float estimate(MemorySegment records, int words, int ordinal, AsymmetricQuery query, float bias) {
        long block = ordinal / BLOCK * blockBytes(words);
        int lane = ordinal % BLOCK;
        int distances = 0;
        for (int w = 0; w < words; w++) {
            long word = records.get(LONG, block + w * 64L + lane * 8L);
            for (int p = 0; p < AsymmetricQuery.PLANES; p++) {
                distances += Long.bitCount(word ^ query.planes[(w * AsymmetricQuery.PLANES + p) * BLOCK]) << p;
            }
        }
        float scale = records.get(FLOAT, block + words * 64L + lane * 4L);
        float offset = records.get(FLOAT, block + words * 64L + 32 + lane * 4L);
        return Math.fma(Math.fma(distances, query.weight, query.base), scale, offset) + bias;
    }
}
