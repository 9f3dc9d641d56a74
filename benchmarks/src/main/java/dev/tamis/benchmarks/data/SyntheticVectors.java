package dev.tamis.benchmarks.data;

import dev.tamis.common.kernel.Normalization;
import java.util.SplittableRandom;

/// Clustered vectors out of nothing, for a machine without the data folder: topics around a common mean, clusters
/// around topics, vectors around clusters, with a spread that falls from dimension to dimension. They are easier to
/// search than real ones, and results on them are labelled as synthetic.
final class SyntheticVectors {

    private static final int TOPICS = 64;
    private static final int CLUSTERS = 2_000;

    private final float[] mean;
    private final float[][] clusters = new float[CLUSTERS][];
    private final double[] spread;
    private final long seed;

    SyntheticVectors(int d, long seed) {
        this.seed = seed;
        var random = new SplittableRandom(seed);
        spread = new double[d];
        for (int j = 0; j < d; j++) {
            spread[j] = Math.pow(1 + j, -0.35);
        }
        mean = around(new float[d], 0.3, random);
        float[][] topics = new float[TOPICS][];
        for (int topic = 0; topic < TOPICS; topic++) {
            topics[topic] = around(mean, 1.2, random);
        }
        for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            clusters[cluster] = around(topics[random.nextInt(TOPICS)], 0.9, random);
        }
    }

    /// Vectors of unit length, row after row; the same for the same numbers.
    float[] generate(int first, int count) {
        int d = mean.length;
        float[] vectors = new float[count * d];
        for (int i = 0; i < count; i++) {
            var random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (first + i + 1));
            int cluster = (int) (CLUSTERS * Math.pow(random.nextDouble(), 1.5));
            float[] vector = around(clusters[cluster], 0.7, random);
            Normalization.normalize(vector);
            System.arraycopy(vector, 0, vectors, i * d, d);
        }
        return vectors;
    }

    private float[] around(float[] centre, double radius, SplittableRandom random) {
        float[] vector = centre.clone();
        for (int j = 0; j < vector.length; j++) {
            vector[j] += (float) (random.nextGaussian() * spread[j] * radius);
        }
        return vector;
    }
}
