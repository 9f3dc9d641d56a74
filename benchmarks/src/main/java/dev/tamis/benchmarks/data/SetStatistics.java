package dev.tamis.benchmarks.data;

import java.util.SplittableRandom;

/// What tells how hard a set of vectors is to search.
///
/// @param vectors in the set
/// @param intrinsicDimension local, from the 100 nearest of 1,000 of them (see [IntrinsicDimension])
/// @param meanCosine of 20,000 random pairs
public record SetStatistics(int vectors, double intrinsicDimension, double meanCosine) {

    private static final int POINTS = 1_000;
    private static final int NEAREST = 100;
    private static final int PAIRS = 20_000;

    static SetStatistics of(VectorFile set) {
        int d = set.dimension();
        var random = new SplittableRandom(11);
        float[] points = new float[POINTS * d];
        for (int i = 0; i < POINTS; i++) {
            System.arraycopy(set.row(random.nextInt(set.size())), 0, points, i * d, d);
        }
        // The nearest is the point itself.
        Neighbours near = ExactSearch.nearest(set, points, NEAREST + 1, null);
        double cosines = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            float[] a = set.row(random.nextInt(set.size()));
            float[] b = set.row(random.nextInt(set.size()));
            for (int j = 0; j < d; j++) {
                cosines += (double) a[j] * b[j];
            }
        }
        return new SetStatistics(set.size(), IntrinsicDimension.ofCosines(near.scores()), cosines / PAIRS);
    }

    @Override
    public String toString() {
        return "%,d vectors: intrinsic dimension %.1f, mean cosine %.3f"
                .formatted(vectors, intrinsicDimension, meanCosine);
    }
}
