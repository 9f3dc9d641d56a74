package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.kernel.DotProducts;
import dev.tamis.common.kernel.Normalization;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearestCentroidTest {

    private static final int D = 32;

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void findsTheNearestOfFewCentroids() {
        assertThat(shareFoundNearest(100, 1_000)).isEqualTo(1);
    }

    @Test
    void findsTheNearestOfManyNearlyAlways() {
        assertThat(shareFoundNearest(900, 5_000)).isBetween(0.9, 1.0);
    }

    @Test
    void ordersCentroidsSoThatNeighboursInTheOrderAreNear() {
        int k = 512;
        float[] centroids = units(k);

        float[] ordered = ListOrder.of(centroids, D);

        assertThat(rows(ordered)).isEqualTo(rows(centroids));
        assertThat(meanSimilarityOfNeighbours(ordered)).isGreaterThan(meanSimilarityOfNeighbours(centroids) + 0.1);
    }

    private double shareFoundNearest(int k, int n) {
        float[] centroids = units(k);
        float[] vectors = units(n);
        int[] nearest = new int[n + 3];
        new NearestCentroid(centroids, k, D, new Workers(2, () -> false)).find(vectors, n, nearest, 3);
        int same = 0;
        for (int i = 0; i < n; i++) {
            int best = 0;
            for (int c = 1; c < k; c++) {
                best = similarity(vectors, i, centroids, c) > similarity(vectors, i, centroids, best) ? c : best;
            }
            same += nearest[3 + i] == best ? 1 : 0;
        }
        return (double) same / n;
    }

    private static float similarity(float[] a, int i, float[] b, int j) {
        return DotProducts.dot(a, i * D, b, j * D, D);
    }

    private static double meanSimilarityOfNeighbours(float[] rows) {
        int k = rows.length / D;
        double sum = 0;
        for (int i = 1; i < k; i++) {
            sum += similarity(rows, i - 1, rows, i);
        }
        return sum / (k - 1);
    }

    private static Set<String> rows(float[] rows) {
        var set = new HashSet<String>();
        for (int i = 0; i < rows.length; i += D) {
            set.add(Arrays.toString(Arrays.copyOfRange(rows, i, i + D)));
        }
        return set;
    }

    /// Vectors of norm 1 that vary in few directions, as embeddings do.
    private float[] units(int n) {
        float[] all = new float[n * D];
        float[] one = new float[D];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < D; j++) {
                one[j] = (float) (random.nextGaussian() / (1 + j));
            }
            Normalization.normalize(one);
            System.arraycopy(one, 0, all, i * D, D);
        }
        return all;
    }
}
