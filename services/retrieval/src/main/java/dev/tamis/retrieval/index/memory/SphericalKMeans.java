package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.Normalization;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Divides directions into groups around centroids of norm 1: spherical k-means (I. Dhillon, D. Modha, *Concept
/// Decompositions for Large Sparse Text Data Using Clustering*, 2001). After each round the centroids of groups that
/// are next to empty move to the largest ones, so that groups stay of one order of size.
final class SphericalKMeans {

    /// Groups below this share of the average are given up.
    private static final int STARVED = 8;
    /// How far the halves of a divided group start apart.
    private static final float APART = 0.02f;
    private static final int BATCH = NearestCentroid.BATCH;

    private final float[] vectors;
    private final int n;
    private final int d;
    private final SplittableRandom random;
    private final Workers workers;

    /// @param vectors `[n][d]`, of norm 1
    SphericalKMeans(float[] vectors, int d, long seed, Workers workers) {
        this.vectors = vectors;
        this.n = vectors.length / d;
        this.d = d;
        this.random = new SplittableRandom(seed);
        this.workers = workers;
    }

    /// @param k how many groups, at most as many as there are vectors
    /// @return centroids `[k][d]`
    float[] fit(int k, int rounds) {
        float[] centroids = new float[k * d];
        int[] first = random.ints(0, n).distinct().limit(k).toArray();
        for (int c = 0; c < k; c++) {
            System.arraycopy(vectors, first[c] * d, centroids, c * d, d);
        }
        int[] nearest = new int[n];
        for (int round = 0; round < rounds; round++) {
            assign(centroids, k, nearest);
            update(centroids, k, nearest);
        }
        return centroids;
    }

    private void assign(float[] centroids, int k, int[] nearest) {
        var centroid = new NearestCentroid(centroids, k, d, workers);
        workers.divide(
                n,
                BATCH,
                (from, to) -> centroid.find(Arrays.copyOfRange(vectors, from * d, to * d), to - from, nearest, from));
    }

    private void update(float[] centroids, int k, int[] nearest) {
        int[] sizes = new int[k];
        Arrays.fill(centroids, 0);
        for (int i = 0; i < n; i++) {
            sizes[nearest[i]]++;
            int at = nearest[i] * d;
            for (int j = 0; j < d; j++) {
                centroids[at + j] += vectors[i * d + j];
            }
        }
        float[] centroid = new float[d];
        for (int c = 0; c < k; c++) {
            System.arraycopy(centroids, c * d, centroid, 0, d);
            Normalization.normalize(centroid);
            System.arraycopy(centroid, 0, centroids, c * d, d);
        }
        for (int c = 0; c < k; c++) {
            if (sizes[c] <= n / k / STARVED) {
                divideLargest(centroids, sizes, c);
            }
        }
    }

    private void divideLargest(float[] centroids, int[] sizes, int starved) {
        int largest = 0;
        for (int c = 1; c < sizes.length; c++) {
            largest = sizes[c] > sizes[largest] ? c : largest;
        }
        for (int j = 0; j < d; j++) {
            float nudge = (float) (APART * random.nextGaussian() / Math.sqrt(d));
            centroids[starved * d + j] = centroids[largest * d + j] + nudge;
            centroids[largest * d + j] -= nudge;
        }
        sizes[starved] = sizes[largest] / 2;
        sizes[largest] -= sizes[starved];
    }
}
