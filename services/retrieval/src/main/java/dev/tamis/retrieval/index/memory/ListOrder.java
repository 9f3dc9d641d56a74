package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.DotProducts;
import dev.tamis.common.kernel.Normalization;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Orders centroids so that near ones get near numbers: what a query probes then lies in few stretches of memory, and
/// processors read those ahead.
///
/// They are divided at the median along the direction in which they vary most, and so on in both halves (as in a
/// principal axis tree, J. McNames, *A Fast Nearest-Neighbor Algorithm Based on a Principal Axis Search Tree*, 2001).
final class ListOrder {

    /// Rounds of the power iteration; an axis need not be exact.
    private static final int ROUNDS = 12;

    private final float[] centroids;
    private final int d;
    private final SplittableRandom random = new SplittableRandom(6);

    private ListOrder(float[] centroids, int d) {
        this.centroids = centroids;
        this.d = d;
    }

    /// @param centroids `[k][d]`
    /// @return the same rows in their new order
    static float[] of(float[] centroids, int d) {
        int k = centroids.length / d;
        Integer[] order = IntStream.range(0, k).boxed().toArray(Integer[]::new);
        new ListOrder(centroids, d).divide(order, 0, k);
        float[] ordered = new float[centroids.length];
        for (int i = 0; i < k; i++) {
            System.arraycopy(centroids, order[i] * d, ordered, i * d, d);
        }
        return ordered;
    }

    private void divide(Integer[] order, int from, int to) {
        if (to - from <= 2) {
            return;
        }
        float[] axis = axis(order, from, to);
        float[] along = new float[centroids.length / d];
        for (int i = from; i < to; i++) {
            along[order[i]] = DotProducts.dot(centroids, order[i] * d, axis, 0, d);
        }
        Arrays.sort(order, from, to, Comparator.comparingDouble(c -> along[c]));
        int middle = (from + to) >>> 1;
        divide(order, from, middle);
        divide(order, middle, to);
    }

    private float[] axis(Integer[] order, int from, int to) {
        float[] mean = new float[d];
        for (int i = from; i < to; i++) {
            for (int j = 0; j < d; j++) {
                mean[j] += centroids[order[i] * d + j] / (to - from);
            }
        }
        float[] axis = new float[d];
        for (int j = 0; j < d; j++) {
            axis[j] = (float) random.nextGaussian();
        }
        for (int round = 0; round < ROUNDS; round++) {
            float[] next = new float[d];
            float offset = DotProducts.dot(mean, 0, axis, 0, d);
            for (int i = from; i < to; i++) {
                int row = order[i] * d;
                float along = DotProducts.dot(centroids, row, axis, 0, d) - offset;
                for (int j = 0; j < d; j++) {
                    next[j] += along * (centroids[row + j] - mean[j]);
                }
            }
            Normalization.normalize(next);
            axis = next;
        }
        return axis;
    }
}
