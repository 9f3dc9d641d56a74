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
        scanLanes(blocks, words, n, query, best);
    }

    private static void scanLanes(long[] blocks, int words, int n, long[] query, TopN best) {
        long threshold = distance(best.floor());
        for (int o = 0; o < n; o += LANES) {
            int at = o / BLOCK * BLOCK * words + o % BLOCK;
            LongVector distances = LongVector.fromArray(LONGS, blocks, at)
                    .lanewise(XOR, query[0])
                    .lanewise(BIT_COUNT);
            for (int w = 1; w < words; w++) {
                distances = distances.add(LongVector.fromArray(LONGS, blocks, at + w * BLOCK)
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
                threshold = distance(best.offerLanes(o + LANES > n ? hits & ((1L << (n - o)) - 1) : hits, o));
            }
        }
    }

    private static long distance(float score) {
        return score == Float.NEGATIVE_INFINITY ? Long.MAX_VALUE : (long) -score;
    }
}
