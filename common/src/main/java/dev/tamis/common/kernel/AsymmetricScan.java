package dev.tamis.common.kernel;

import static dev.tamis.common.kernel.BinaryCodes.BLOCK;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.L2I;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;
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
/// bytes. The bits of a code after the last dimension are zero.
///
/// Cost: four exclusive ors and bit counts for each word, eight or fewer vectors at once; one pass over the
/// records, which is compared with the worst of the best in registers; no allocation. At 384 bits some 2 to 3 ns
/// a vector, for the reading of 56 bytes.
///
/// Accuracy: scores are those of the quantized query (see [AsymmetricQuery]) within a few units in the last
/// place, and the same at every lane width. How far they are from the exact product is the affair of the code.
///
/// Source: the estimator of J. Gao and C. Long, *RaBitQ*, SIGMOD 2024 (arXiv 2405.12497), section 3.2.
public final class AsymmetricScan {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private static final VectorSpecies<Long> LONGS = Lanes.LONGS;
    private static final VectorSpecies<Float> FLOATS = Lanes.HALF_FLOATS;
    private static final int LANES = LONGS.length();
    private static final long ALL = (1L << LANES) - 1;

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

    /// Leaves a hole, which no scan finds: scale 0, offset minus infinity.
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
        int end = firstOrdinal + count;
        for (int o = firstOrdinal; o < end; o += Lanes.STRETCH) {
            scanLanes(records, o, Math.min(o + Lanes.STRETCH, end), words, query, bias, allowed, best);
        }
    }

    // One method, and vectors in its local variables only: C2 keeps them in registers as long as it inlines all
    // that touches them, and in a method of this size it inlines the Vector API's methods, but no longer ours.
    // Two words at a time save a seventh over one.
    private static void scanLanes(
            MemorySegment records,
            int from,
            int to,
            int words,
            AsymmetricQuery query,
            float bias,
            long @Nullable [] allowed,
            TopN best) {
        long[] planes = query.planes;
        float weight = query.weight;
        float base = query.base;
        float threshold = best.floor();
        for (int o = from; o < to; o += LANES) {
            long mask = allowed == null ? ALL : (allowed[o >> 6] >>> o) & ALL;
            if (mask == 0) {
                continue;
            }
            long record = o / BLOCK * blockBytes(words);
            long at = record + o % BLOCK * 8L;
            LongVector d0 = LongVector.zero(LONGS);
            LongVector d1 = LongVector.zero(LONGS);
            LongVector d2 = LongVector.zero(LONGS);
            LongVector d3 = LongVector.zero(LONGS);
            int w = 0;
            for (; w + 2 <= words; w += 2) {
                LongVector word = LongVector.fromMemorySegment(LONGS, records, at + w * 64L, LITTLE_ENDIAN);
                LongVector plane = LongVector.fromArray(LONGS, planes, w * 32);
                d0 = d0.add(word.lanewise(XOR, plane).lanewise(BIT_COUNT));
                plane = LongVector.fromArray(LONGS, planes, w * 32 + 8);
                d1 = d1.add(word.lanewise(XOR, plane).lanewise(BIT_COUNT));
                plane = LongVector.fromArray(LONGS, planes, w * 32 + 16);
                d2 = d2.add(word.lanewise(XOR, plane).lanewise(BIT_COUNT));
                plane = LongVector.fromArray(LONGS, planes, w * 32 + 24);
                d3 = d3.add(word.lanewise(XOR, plane).lanewise(BIT_COUNT));
                LongVector next = LongVector.fromMemorySegment(LONGS, records, at + (w + 1) * 64L, LITTLE_ENDIAN);
                plane = LongVector.fromArray(LONGS, planes, w * 32 + 32);
                d0 = d0.add(next.lanewise(XOR, plane).lanewise(BIT_COUNT));
                plane = LongVector.fromArray(LONGS, planes, w * 32 + 40);
                d1 = d1.add(next.lanewise(XOR, plane).lanewise(BIT_COUNT));
                plane = LongVector.fromArray(LONGS, planes, w * 32 + 48);
                d2 = d2.add(next.lanewise(XOR, plane).lanewise(BIT_COUNT));
                plane = LongVector.fromArray(LONGS, planes, w * 32 + 56);
                d3 = d3.add(next.lanewise(XOR, plane).lanewise(BIT_COUNT));
            }
            if (w < words) {
                LongVector word = LongVector.fromMemorySegment(LONGS, records, at + w * 64L, LITTLE_ENDIAN);
                LongVector plane = LongVector.fromArray(LONGS, planes, w * 32);
                d0 = d0.add(word.lanewise(XOR, plane).lanewise(BIT_COUNT));
                plane = LongVector.fromArray(LONGS, planes, w * 32 + 8);
                d1 = d1.add(word.lanewise(XOR, plane).lanewise(BIT_COUNT));
                plane = LongVector.fromArray(LONGS, planes, w * 32 + 16);
                d2 = d2.add(word.lanewise(XOR, plane).lanewise(BIT_COUNT));
                plane = LongVector.fromArray(LONGS, planes, w * 32 + 24);
                d3 = d3.add(word.lanewise(XOR, plane).lanewise(BIT_COUNT));
            }
            LongVector distances =
                    d0.add(d1.lanewise(LSHL, 1)).add(d2.lanewise(LSHL, 2)).add(d3.lanewise(LSHL, 3));
            // By way of ints: machines without AVX-512 have no conversion of longs to floats.
            FloatVector products = (FloatVector)
                    distances.convertShape(L2I, Lanes.HALF_INTS, 0).convertShape(I2F, FLOATS, 0);
            long corrections = record + words * 64L + o % BLOCK * 4L;
            FloatVector scale = FloatVector.fromMemorySegment(FLOATS, records, corrections, LITTLE_ENDIAN);
            FloatVector offset = FloatVector.fromMemorySegment(FLOATS, records, corrections + 32, LITTLE_ENDIAN);
            FloatVector estimates =
                    products.mul(weight).add(base).fma(scale, offset).add(bias);
            long hits = estimates.compare(GE, threshold).toLong() & mask;
            if (hits != 0) {
                estimates.intoArray(best.lanes, 0);
                threshold = best.offerLanes(hits, o);
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
        return Math.fma(distances * query.weight + query.base, scale, offset) + bias;
    }
}
