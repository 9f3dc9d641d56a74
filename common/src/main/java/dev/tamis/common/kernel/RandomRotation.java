package dev.tamis.common.kernel;

import java.util.Objects;
import java.util.SplittableRandom;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// A random rotation of vectors of `d` values that takes `O(d log d)`: after it, what a vector holds is spread
/// evenly over all its values, whatever it was.
///
/// Six rounds of random signs and a Walsh-Hadamard transform: of the first `m` values in one round, of the last
/// `m` in the next, `m` being the greatest power of two up to `d`. After two and after four rounds, sums and
/// differences of the two halves of the vector: where `m` is little more than half of `d`, the first and the
/// last `m` values would hardly meet otherwise. All three are orthogonal, so norms and inner products are kept.
///
/// Cost: `6 * m * log2(m)` additions, no allocation per rotation, `24 * d` bytes held.
///
/// Accuracy: each value is within `2^-20` times the norm of the exact one for `d` up to 65,536. No result
/// depends on the lane width or the machine: the same additions are done everywhere, to the same operands.
///
/// Source: signs and Hadamard transforms in turn, as in Ailon and Chazelle, *The fast Johnson-Lindenstrauss
/// transform* (2009); for any `d` by alternating ends, as in the library of RaBitQ (arXiv 2405.12497). Six
/// rounds because four leave the values of a rotated axis of 384 a fourth moment of 3.08, not 3.
public final class RandomRotation {

    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LANES = SPECIES.length();
    private static final int ROUNDS = 6;

    private static final VectorShuffle<Float> SWAP1 = SPECIES.shuffleFromOp(lane -> lane ^ 1);
    private static final VectorShuffle<Float> SWAP2 = SPECIES.shuffleFromOp(lane -> lane ^ 2);
    private static final VectorShuffle<Float> SWAP4 = SPECIES.shuffleFromOp(lane -> (lane ^ 4) % LANES);
    private static final VectorShuffle<Float> SWAP8 = SPECIES.shuffleFromOp(lane -> (lane ^ 8) % LANES);
    private static final FloatVector SIGNS1 = signs(1);
    private static final FloatVector SIGNS2 = signs(2);
    private static final FloatVector SIGNS4 = signs(4);
    private static final FloatVector SIGNS8 = signs(8);

    private final int d;
    private final int size;

    /// Per round and value: its random sign, times what makes the round keep norms.
    private final float[][] factors;

    /// The rotation that `seed` names: the same for the same `d` and seed, everywhere.
    ///
    /// @throws IllegalArgumentException if `d` is not positive
    public RandomRotation(int d, long seed) {
        if (d < 1) {
            throw new IllegalArgumentException("d: expected at least 1, got " + d);
        }
        this.d = d;
        size = Integer.highestOneBit(d);
        factors = new float[ROUNDS][d];
        var random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            int from = start(round);
            for (int j = 0; j < d; j++) {
                boolean transformed = j >= from && j < from + size;
                boolean added = halvesMeet(round) && j < d / 2 * 2;
                double factor = (transformed ? 1 / Math.sqrt(size) : 1) * (added ? Math.sqrt(0.5) : 1);
                factors[round][j] = (float) (random.nextLong() < 0 ? -factor : factor);
            }
        }
    }

    /// Rotates `in[inOffset .. inOffset + d)` into `out[0 .. d)`.
    ///
    /// @throws IllegalArgumentException if `out` holds fewer than `d` values
    /// @throws IndexOutOfBoundsException if the vector does not lie in `in`
    public void rotate(float[] in, int inOffset, float[] out) {
        Objects.checkFromIndexSize(inOffset, d, in.length);
        Shapes.holds("out", d, out.length);
        multiply(in, inOffset, factors[0], out);
        transform(out, start(0));
        for (int round = 1; round < ROUNDS; round++) {
            if (halvesMeet(round)) {
                addAndSubtract(out, 0, d / 2, d / 2);
            }
            multiply(out, 0, factors[round], out);
            transform(out, start(round));
        }
    }

    private static boolean halvesMeet(int round) {
        return round > 0 && round % 2 == 0;
    }

    private int start(int round) {
        return round % 2 == 0 ? 0 : d - size;
    }

    private void multiply(float[] in, int inOffset, float[] factor, float[] out) {
        for (int j = 0; j < d; j++) {
            out[j] = in[inOffset + j] * factor[j];
        }
    }

    /// The Walsh-Hadamard transform, not yet scaled, of `size` values.
    private void transform(float[] v, int from) {
        int half = size < LANES ? 1 : transformLanes(v, from);
        for (; 4 * half <= size; half *= 4) {
            transformFours(v, from, half);
        }
        if (half < size) {
            addAndSubtract(v, from, half, half);
        }
    }

    /// Transforms each vector of lanes in itself, and returns the distance of the butterflies that come next.
    private int transformLanes(float[] v, int from) {
        for (int j = from; j < from + size; j += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, v, j);
            // Of two lanes the first gets x + y, the second x - y: a product with 1 or -1 is exact, as in an fma.
            x = x.fma(SIGNS1, x.rearrange(SWAP1));
            x = x.fma(SIGNS2, x.rearrange(SWAP2));
            if (LANES > 4) {
                x = x.fma(SIGNS4, x.rearrange(SWAP4));
            }
            if (LANES > 8) {
                x = x.fma(SIGNS8, x.rearrange(SWAP8));
            }
            x.intoArray(v, j);
        }
        return LANES;
    }

    /// Two levels of butterflies at once, at the distances `half` and `2 * half`: half the loads and stores.
    private void transformFours(float[] v, int from, int half) {
        for (int block = from; block < from + size; block += 4 * half) {
            int end = block + half;
            int j = block;
            for (; j <= end - LANES; j += LANES) {
                FloatVector a = FloatVector.fromArray(SPECIES, v, j);
                FloatVector b = FloatVector.fromArray(SPECIES, v, j + half);
                FloatVector c = FloatVector.fromArray(SPECIES, v, j + 2 * half);
                FloatVector e = FloatVector.fromArray(SPECIES, v, j + 3 * half);
                FloatVector ab = a.add(b);
                FloatVector ce = c.add(e);
                FloatVector aMinusB = a.sub(b);
                FloatVector cMinusE = c.sub(e);
                ab.add(ce).intoArray(v, j);
                aMinusB.add(cMinusE).intoArray(v, j + half);
                ab.sub(ce).intoArray(v, j + 2 * half);
                aMinusB.sub(cMinusE).intoArray(v, j + 3 * half);
            }
            for (; j < end; j++) {
                float ab = v[j] + v[j + half];
                float ce = v[j + 2 * half] + v[j + 3 * half];
                float aMinusB = v[j] - v[j + half];
                float cMinusE = v[j + 2 * half] - v[j + 3 * half];
                v[j] = ab + ce;
                v[j + half] = aMinusB + cMinusE;
                v[j + 2 * half] = ab - ce;
                v[j + 3 * half] = aMinusB - cMinusE;
            }
        }
    }

    /// Replaces `x = v[from + j]` and `y = v[from + distance + j]` by `x + y` and `x - y`, for `j < n`.
    private static void addAndSubtract(float[] v, int from, int distance, int n) {
        int j = from;
        int end = from + n;
        for (; j <= end - LANES; j += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, v, j);
            FloatVector y = FloatVector.fromArray(SPECIES, v, j + distance);
            x.add(y).intoArray(v, j);
            x.sub(y).intoArray(v, j + distance);
        }
        for (; j < end; j++) {
            float x = v[j];
            float y = v[j + distance];
            v[j] = x + y;
            v[j + distance] = x - y;
        }
    }

    private static FloatVector signs(int distance) {
        float[] signs = new float[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            signs[lane] = (lane & distance) == 0 ? 1 : -1;
        }
        return FloatVector.fromArray(SPECIES, signs, 0);
    }
}
