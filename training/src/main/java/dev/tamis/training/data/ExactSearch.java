package dev.tamis.training.data;

import dev.tamis.common.kernel.Activation;
import dev.tamis.common.kernel.Matrices;
import dev.tamis.common.kernel.TopN;
import java.util.function.IntUnaryOperator;

/// The items with the greatest inner products, by exhaustive search: queries times items, a block of each at a
/// time.
public final class ExactSearch {

    private static final int ITEMS = 512;
    private static final int QUERIES = 64;

    private ExactSearch() {}

    /// Finds for each query the positions of its best `k` items, best first, of equal ones the first.
    ///
    /// Cost: `queries * items * d` multiply-adds; the items are read once per 64 queries.
    ///
    /// @param left the item that is left out for a query, or -1
    /// @return a row per query, shorter than `k` where there are fewer items
    public static int[][] best(Vectors queries, Vectors items, int k, IntUnaryOperator left, int threads) {
        int d = items.dimension();
        int[][] found = new int[queries.count()][];
        int blocks = Math.ceilDiv(queries.count(), QUERIES);
        Parallel.forEach(threads, blocks, block -> {
            int first = block * QUERIES;
            int n = Math.min(QUERIES, queries.count() - first);
            float[] few = new float[n * d];
            queries.copy(first, n, few);
            TopN[] best = scan(few, first, n, items, k, left);
            for (int i = 0; i < n; i++) {
                int[] ordinals = new int[best[i].size()];
                best[i].drainSorted(ordinals, new float[ordinals.length]);
                found[first + i] = ordinals;
            }
        });
        return found;
    }

    private static TopN[] scan(float[] queries, int first, int n, Vectors items, int k, IntUnaryOperator left) {
        int d = items.dimension();
        var best = new TopN[n];
        for (int i = 0; i < n; i++) {
            best[i] = new TopN(k);
        }
        float[] block = new float[ITEMS * d];
        float[] scores = new float[n * ITEMS];
        for (int from = 0; from < items.count(); from += ITEMS) {
            int count = Math.min(ITEMS, items.count() - from);
            items.copy(from, count, block);
            Matrices.multiply(queries, n, block, count, d, null, Activation.NONE, scores);
            for (int i = 0; i < n; i++) {
                int without = left.applyAsInt(first + i);
                float floor = best[i].threshold();
                for (int j = 0; j < count; j++) {
                    float score = scores[i * count + j];
                    if (score >= floor && from + j != without) {
                        floor = best[i].offer(score, from + j);
                    }
                }
            }
        }
        return best;
    }
}
