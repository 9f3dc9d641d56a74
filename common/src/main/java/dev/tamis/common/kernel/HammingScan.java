package dev.tamis.common.kernel;

import static dev.tamis.common.kernel.BinaryCodes.BLOCK;
import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.L2I;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// The codes of one bit per dimension that differ least from a query.
///
/// | argument | shape                        | type  | meaning                                    |
/// |----------|------------------------------|-------|--------------------------------------------|
/// | `blocks` | `[ceil(n / 8)][words][8]`    | int64 | transposed codes, see [BinaryCodes]        |
/// | `query`  | `[words]`                    | int64 | one code                                   |
/// | `best`   |                              |       | is offered minus the number of unlike bits |
///
/// Cost: `n * words` exclusive ors and bit counts, eight or fewer at once; one pass over the blocks at about the
/// speed of memory; no allocation.
///
/// Accuracy: exact for fewer than 2^24 dimensions.
public final class HammingScan {

    private static final VectorSpecies<Long> LONGS = Lanes.LONGS;
    private static final int LANES = LONGS.length();

    private HammingScan() {}

    /// Offers the first `n` codes.
    ///
    /// @throws IllegalArgumentException if `blocks` is too short for `n` codes, or `query` has not `words` words
    public static void scan(long[] blocks, int words, int n, long[] query, TopN best) {
        if (query.length != words) {
            throw new IllegalArgumentException("query: expected %d words, got %d".formatted(words, query.length));
        }
        if (n < 0 || blocks.length < (long) BinaryCodes.blocks(n) * BLOCK * words) {
            throw new IllegalArgumentException(
                    "blocks: expected %d codes of %d words, got %d longs".formatted(n, words, blocks.length));
        }
        for (int o = 0; o < n; o += Lanes.STRETCH) {
            scanLanes(blocks, words, o, Math.min(o + Lanes.STRETCH, n), query, best);
        }
    }

    private static void scanLanes(long[] blocks, int words, int from, int to, long[] query, TopN best) {
        long threshold = distance(best.floor());
        for (int o = from; o < to; o += LANES) {
            int at = o / BLOCK * BLOCK * words + o % BLOCK;
            LongVector distances = LongVector.zero(LONGS);
            int w = 0;
            // Six words at once: C2's own unrolling of so short a loop costs more than the counting.
            for (; w + 6 <= words; w += 6, at += 6 * BLOCK) {
                LongVector d0 = LongVector.fromArray(LONGS, blocks, at)
                        .lanewise(XOR, query[w])
                        .lanewise(BIT_COUNT);
                LongVector d1 = LongVector.fromArray(LONGS, blocks, at + 1 * BLOCK)
                        .lanewise(XOR, query[w + 1])
                        .lanewise(BIT_COUNT);
                LongVector d2 = LongVector.fromArray(LONGS, blocks, at + 2 * BLOCK)
                        .lanewise(XOR, query[w + 2])
                        .lanewise(BIT_COUNT);
                LongVector d3 = LongVector.fromArray(LONGS, blocks, at + 3 * BLOCK)
                        .lanewise(XOR, query[w + 3])
                        .lanewise(BIT_COUNT);
                LongVector d4 = LongVector.fromArray(LONGS, blocks, at + 4 * BLOCK)
                        .lanewise(XOR, query[w + 4])
                        .lanewise(BIT_COUNT);
                LongVector d5 = LongVector.fromArray(LONGS, blocks, at + 5 * BLOCK)
                        .lanewise(XOR, query[w + 5])
                        .lanewise(BIT_COUNT);
                distances = distances.add(d0.add(d1).add(d2)).add(d3.add(d4).add(d5));
            }
            for (; w < words; w++, at += BLOCK) {
                distances = distances.add(LongVector.fromArray(LONGS, blocks, at)
                        .lanewise(XOR, query[w])
                        .lanewise(BIT_COUNT));
            }
            long hits = distances.compare(LE, threshold).toLong();
            if (hits != 0) {
                FloatVector scores = (FloatVector) distances
                        .convertShape(L2I, Lanes.HALF_INTS, 0)
                        .convertShape(I2F, Lanes.HALF_FLOATS, 0)
                        .neg();
                scores.intoArray(best.lanes, 0);
                threshold = distance(best.offerLanes(o + LANES > to ? hits & ((1L << (to - o)) - 1) : hits, o));
            }
        }
    }

    private static long distance(float score) {
        return score == Float.NEGATIVE_INFINITY ? Long.MAX_VALUE : (long) -score;
    }
}
