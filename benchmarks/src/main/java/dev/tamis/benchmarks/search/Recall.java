package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.Neighbours;
import dev.tamis.benchmarks.data.VectorFile;
import java.util.Arrays;

/// How much of what is nearest was found.
final class Recall {

    /// Two orders of summing differ by less, for unit vectors in float32.
    private static final double ROUNDING = 1e-6;

    private Recall() {}

    /// The share of exact answers that was found, over all queries. An item counts if its exact score reaches that of
    /// the last exact answer, so that of copies with one vector any will do; each item counts once, and only if the
    /// filter allows it.
    ///
    /// @param below bucket of the filter (see [Buckets])
    static double of(int[][] found, VectorFile items, float[] queries, Neighbours truth, int below) {
        int d = items.dimension();
        long right = 0;
        long wanted = 0;
        for (int query = 0; query < found.length; query++) {
            float[] exact = truth.scores()[query];
            if (exact.length == 0) {
                continue;
            }
            double least = exact[exact.length - 1] - ROUNDING;
            int from = query * d;
            right += Math.min(
                    exact.length,
                    Arrays.stream(found[query])
                            .distinct()
                            .filter(item -> Buckets.of(item) < below)
                            .filter(item -> dot(queries, from, items.row(item)) >= least)
                            .count());
            wanted += exact.length;
        }
        return (double) right / wanted;
    }

    private static double dot(float[] queries, int from, float[] item) {
        double sum = 0;
        for (int j = 0; j < item.length; j++) {
            sum += (double) queries[from + j] * item[j];
        }
        return sum;
    }
}
