package dev.tamis.common.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Sums across the lanes of four vectors at once.
///
/// One such sum costs about eight instructions, four of them done together about fourteen: two vectors are
/// folded into one whose even lanes belong to the first and whose odd lanes belong to the second, and so on.
/// The order of the additions depends on the lane width only.
final class LaneSums {

    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final int LANES = FLOATS.length();

    private static final VectorShuffle<Float> SWAP1 = FLOATS.shuffleFromOp(lane -> lane ^ 1);
    private static final VectorShuffle<Float> SWAP2 = FLOATS.shuffleFromOp(lane -> lane ^ 2);
    private static final VectorShuffle<Float> SWAP4 = FLOATS.shuffleFromOp(lane -> (lane ^ 4) % LANES);
    private static final VectorShuffle<Float> SWAP8 = FLOATS.shuffleFromOp(lane -> (lane ^ 8) % LANES);
    private static final VectorMask<Float> ODD1 = VectorMask.fromLong(FLOATS, 0xAAAA);
    private static final VectorMask<Float> ODD2 = VectorMask.fromLong(FLOATS, 0xCCCC);

    private LaneSums() {}

    /// Adds the sums of the four vectors that lie one after the other from `from[offset]` on to `to[at .. at +
    /// 4)`.
    ///
    /// They come in an array, as a call with vectors that the compiler does not inline would box them.
    static void addTo(float[] from, int offset, float[] to, int at) {
        FloatVector a = FloatVector.fromArray(FLOATS, from, offset);
        FloatVector b = FloatVector.fromArray(FLOATS, from, offset + LANES);
        FloatVector c = FloatVector.fromArray(FLOATS, from, offset + 2 * LANES);
        FloatVector d = FloatVector.fromArray(FLOATS, from, offset + 3 * LANES);
        FloatVector ab = a.blend(b, ODD1).add(b.blend(a, ODD1).rearrange(SWAP1));
        FloatVector cd = c.blend(d, ODD1).add(d.blend(c, ODD1).rearrange(SWAP1));
        FloatVector sums = ab.blend(cd, ODD2).add(cd.blend(ab, ODD2).rearrange(SWAP2));
        if (LANES > 4) {
            sums = sums.add(sums.rearrange(SWAP4));
        }
        if (LANES > 8) {
            sums = sums.add(sums.rearrange(SWAP8));
        }
        FloatVector four = (FloatVector) sums.reinterpretShape(FloatVector.SPECIES_128, 0);
        four.add(FloatVector.fromArray(FloatVector.SPECIES_128, to, at)).intoArray(to, at);
    }
}
