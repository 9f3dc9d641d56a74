package dev.tamis.common.kernel;

import java.util.SplittableRandom;

/// A fast random rotation of vectors of `d` values: sign flips and Walsh-Hadamard transforms in turn.
public final class RandomRotation {

    private static final int ROUNDS = 6;

    private final int d;
    private final int size;
    private final float[][] signs;

    /// The rotation that `seed` names.
    public RandomRotation(int d, long seed) {
        this.d = d;
        size = Integer.highestOneBit(d);
        var random = new SplittableRandom(seed);
        float scale = (float) (1 / Math.sqrt(size));
        signs = new float[ROUNDS][size];
        for (float[] round : signs) {
            for (int j = 0; j < size; j++) {
                round[j] = random.nextInt() < 0 ? -scale : scale;
            }
        }
    }

    /// Rotates `in[inOffset .. inOffset + d)` into `out[0 .. d)`.
    public void rotate(float[] in, int inOffset, float[] out) {
        System.arraycopy(in, inOffset, out, 0, d);
        for (int round = 0; round < ROUNDS; round++) {
            int from = round % 2 == 0 ? 0 : d - size;
            for (int j = 0; j < size; j++) {
                out[from + j] *= signs[round][j];
            }
            for (int half = 1; half < size; half *= 2) {
                for (int j = 0; j < size; j++) {
                    if ((j & half) == 0) {
                        float x = out[from + j];
                        float y = out[from + j + half];
                        out[from + j] = x + y;
                        out[from + j + half] = x - y;
                    }
                }
            }
        }
    }
}
