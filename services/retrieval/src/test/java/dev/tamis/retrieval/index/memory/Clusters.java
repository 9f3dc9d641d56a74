package dev.tamis.retrieval.index.memory;

import java.util.SplittableRandom;

/// Vectors around random centres, as texts of a number of topics have them.
final class Clusters {

    private static final double SPREAD = 0.7;

    private final float[][] centres;
    private final SplittableRandom random;

    Clusters(int d, int count, long seed) {
        random = new SplittableRandom(seed);
        centres = new float[count][d];
        for (float[] centre : centres) {
            for (int j = 0; j < d; j++) {
                centre[j] = (float) random.nextGaussian() + 0.5f;
            }
        }
    }

    synchronized float[] vector() {
        float[] vector = centres[random.nextInt(centres.length)].clone();
        for (int j = 0; j < vector.length; j++) {
            vector[j] += (float) (SPREAD * random.nextGaussian());
        }
        return vector;
    }
}
