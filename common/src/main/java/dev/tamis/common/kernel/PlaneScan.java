package dev.tamis.common.kernel;

import static dev.tamis.common.kernel.BinaryCodes.BLOCK;
import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.L2I;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// The codes of two or four bits per dimension with the largest inner product with a query of as many bits.
///
/// A code has `planes` bit planes, the coarsest first. Its value in a dimension is the sum of
/// `2^(planes - 1 - p)` for every plane `p` with the bit set and minus that for every plane without: an odd
/// number, -3 to 3 for two planes and -15 to 15 for four.
///
/// | argument | shape                             | type    | meaning                                        |
/// |----------|-----------------------------------|---------|------------------------------------------------|
/// | `blocks` | `[ceil(n / 8)][words][planes][8]` | int64   | transposed codes, zero after the last          |
/// | `scales` | `[8 * ceil(n / 8)]`               | float32 | what each product is multiplied by, `1 / norm` |
/// | `query`  | `[words][planes]`                 | int64   | one code                                       |
/// | `d`      |                                   |         | dimensions; bits after the last are zero       |
/// | `best`   |                                   |         | is offered the scaled products                 |
///
/// Cost: `planes^2` exclusive ors and bit counts for each word of a plane, eight or fewer vectors at once; one
/// pass over the blocks; no allocation.
///
/// Accuracy: the product is exact for fewer than 2^16 dimensions, its scaling is rounded once.
///
/// Source: the symmetric distance of recurrent codes in *Binary Embedding-based Retrieval at Tencent*,
/// arXiv 2302.08714, section 3.4.
public final class PlaneScan {

    private static final VectorSpecies<Long> LONGS = Lanes.LONGS;
    private static final VectorSpecies<Float> FLOATS = Lanes.HALF_FLOATS;
    private static final int LANES = LONGS.length();

    private PlaneScan() {}

    /// An empty array of blocks for `n` codes.
    ///
    /// @throws IllegalArgumentException if an array cannot be that long
    public static long[] allocate(int n, int words, int planes) {
        return BinaryCodes.allocate(n, words * planes);
    }

    /// Writes the code with that ordinal; `code` has the shape of a query.
    ///
    /// @throws IllegalArgumentException if the code has not `words * planes` words
    public static void pack(long[] code, long[] blocks, int words, int planes, int ordinal) {
        BinaryCodes.pack(code, blocks, words * planes, ordinal);
    }

    /// Offers the first `n` codes.
    ///
    /// @throws IllegalArgumentException if there are not two or four planes, or an array has not the shape above
    public static void scan(long[] blocks, float[] scales, int planes, int d, int n, long[] query, TopN best) {
        if (planes != 2 && planes != 4) {
            throw new IllegalArgumentException("planes: expected 2 or 4, got " + planes);
        }
        int words = BinaryCodes.words(d);
        if (query.length != words * planes) {
            throw new IllegalArgumentException(
                    "query: expected %d x %d words, got %d".formatted(words, planes, query.length));
        }
        if (n < 0 || blocks.length < (long) BinaryCodes.blocks(n) * BLOCK * words * planes) {
            throw new IllegalArgumentException("blocks: expected %d codes of %d x %d words, got %d longs"
                    .formatted(n, words, planes, blocks.length));
        }
        if (scales.length < BinaryCodes.blocks(n) * BLOCK) {
            throw new IllegalArgumentException(
                    "scales: expected %d, got %d".formatted(BinaryCodes.blocks(n) * BLOCK, scales.length));
        }
        for (int o = 0; o < n; o += Lanes.STRETCH) {
            int to = Math.min(o + Lanes.STRETCH, n);
            if (planes == 2) {
                scanTwo(blocks, scales, words, 9f * d, o, to, query, best);
            } else {
                scanFour(blocks, scales, words, 225f * d, o, to, query, best);
            }
        }
    }

    // The distances of plane p and plane q count alike wherever p + q is the same: they share a sum.

    private static void scanTwo(
            long[] blocks, float[] scales, int words, float base, int from, int to, long[] query, TopN best) {
        float threshold = best.floor();
        for (int o = from; o < to; o += LANES) {
            int at = o / BLOCK * BLOCK * words * 2 + o % BLOCK;
            LongVector s0 = LongVector.zero(LONGS);
            LongVector s1 = LongVector.zero(LONGS);
            LongVector s2 = LongVector.zero(LONGS);
            for (int w = 0; w < words; w++) {
                LongVector x0 = LongVector.fromArray(LONGS, blocks, at + w * 16);
                LongVector x1 = LongVector.fromArray(LONGS, blocks, at + w * 16 + 8);
                LongVector q0 = LongVector.broadcast(LONGS, query[2 * w]);
                LongVector q1 = LongVector.broadcast(LONGS, query[2 * w + 1]);
                s0 = s0.add(x0.lanewise(XOR, q0).lanewise(BIT_COUNT));
                s1 = s1.add(x0.lanewise(XOR, q1).lanewise(BIT_COUNT))
                        .add(x1.lanewise(XOR, q0).lanewise(BIT_COUNT));
                s2 = s2.add(x1.lanewise(XOR, q1).lanewise(BIT_COUNT));
            }
            LongVector distances =
                    s0.lanewise(LSHL, 2).add(s1.lanewise(LSHL, 1)).add(s2);
            FloatVector scores = ((FloatVector)
                            distances.convertShape(L2I, Lanes.HALF_INTS, 0).convertShape(I2F, FLOATS, 0))
                    .mul(-2)
                    .add(base)
                    .mul(FloatVector.fromArray(FLOATS, scales, o));
            long hits = scores.compare(GE, threshold).toLong();
            if (hits != 0) {
                scores.intoArray(best.lanes, 0);
                threshold = best.offerLanes(o + LANES > to ? hits & ((1L << (to - o)) - 1) : hits, o);
            }
        }
    }

    private static void scanFour(
            long[] blocks, float[] scales, int words, float base, int from, int to, long[] query, TopN best) {
        float threshold = best.floor();
        for (int o = from; o < to; o += LANES) {
            int at = o / BLOCK * BLOCK * words * 4 + o % BLOCK;
            LongVector distances = LongVector.zero(LONGS);
            for (int q = 0; q < 4; q++) {
                LongVector s0 = LongVector.zero(LONGS);
                LongVector s1 = LongVector.zero(LONGS);
                LongVector s2 = LongVector.zero(LONGS);
                LongVector s3 = LongVector.zero(LONGS);
                for (int w = 0; w < words; w++) {
                    int x = at + w * 32;
                    LongVector plane = LongVector.broadcast(LONGS, query[4 * w + q]);
                    s0 = s0.add(LongVector.fromArray(LONGS, blocks, x)
                            .lanewise(XOR, plane)
                            .lanewise(BIT_COUNT));
                    s1 = s1.add(LongVector.fromArray(LONGS, blocks, x + 8)
                            .lanewise(XOR, plane)
                            .lanewise(BIT_COUNT));
                    s2 = s2.add(LongVector.fromArray(LONGS, blocks, x + 16)
                            .lanewise(XOR, plane)
                            .lanewise(BIT_COUNT));
                    s3 = s3.add(LongVector.fromArray(LONGS, blocks, x + 24)
                            .lanewise(XOR, plane)
                            .lanewise(BIT_COUNT));
                }
                LongVector sum = s0.lanewise(LSHL, 3)
                        .add(s1.lanewise(LSHL, 2))
                        .add(s2.lanewise(LSHL, 1))
                        .add(s3);
                distances = distances.lanewise(LSHL, 1).add(sum);
            }
            FloatVector scores = ((FloatVector)
                            distances.convertShape(L2I, Lanes.HALF_INTS, 0).convertShape(I2F, FLOATS, 0))
                    .mul(-2)
                    .add(base)
                    .mul(FloatVector.fromArray(FLOATS, scales, o));
            long hits = scores.compare(GE, threshold).toLong();
            if (hits != 0) {
                scores.intoArray(best.lanes, 0);
                threshold = best.offerLanes(o + LANES > to ? hits & ((1L << (to - o)) - 1) : hits, o);
            }
        }
    }
}
