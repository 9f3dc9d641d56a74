package dev.tamis.benchmarks.data;

import dev.tamis.benchmarks.harness.Parallel;
import dev.tamis.common.kernel.Activation;
import dev.tamis.common.kernel.Matrices;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The nearest vectors by exact inner products in float32: queries times items, a block of each at a time.
public final class ExactSearch {

    private static final int ITEMS = 512;
    private static final int QUERIES = 128;

    private ExactSearch() {}

    /// Finds the best `k` of all items that are allowed, on all cores; of equal ones those that come first.
    ///
    /// @param queries of the items' dimension, row after row
    /// @param allowed by index; null for all
    public static Neighbours nearest(VectorFile items, float[] queries, int k, @Nullable IntPredicate allowed) {
        int d = items.dimension();
        int n = queries.length / d;
        int blocks = (n + QUERIES - 1) / QUERIES;
        int parts = Math.max(1, 2 * Parallel.CORES / blocks);
        var found = new Best[blocks * parts][];
        Parallel.forEach(blocks * parts, task -> {
            int block = task / parts;
            int part = task % parts;
            int from = (int) ((long) items.size() * part / parts);
            int to = (int) ((long) items.size() * (part + 1) / parts);
            float[] few = Arrays.copyOfRange(queries, block * QUERIES * d, Math.min(n, (block + 1) * QUERIES) * d);
            found[task] = scan(items, from, to, few, k, allowed);
        });
        var ids = new int[n][];
        var scores = new float[n][];
        for (int query = 0; query < n; query++) {
            var best = new Best(k);
            for (int part = 0; part < parts; part++) {
                best.addAll(found[query / QUERIES * parts + part][query % QUERIES]);
            }
            ids[query] = best.ids();
            scores[query] = best.scores();
        }
        return new Neighbours(ids, scores);
    }

    private static Best[] scan(
            VectorFile items, int from, int to, float[] queries, int k, @Nullable IntPredicate allowed) {
        int d = items.dimension();
        int n = queries.length / d;
        var best = new Best[n];
        Arrays.setAll(best, query -> new Best(k));
        float[] block = new float[ITEMS * d];
        float[] scores = new float[ITEMS * n];
        for (int first = from; first < to; first += ITEMS) {
            int count = Math.min(ITEMS, to - first);
            items.read(first, count, block);
            Matrices.multiply(queries, n, block, count, d, null, Activation.NONE, scores);
            for (int query = 0; query < n; query++) {
                Best mine = best[query];
                for (int i = 0; i < count; i++) {
                    float score = scores[query * count + i];
                    if (score > mine.least() && (allowed == null || allowed.test(first + i))) {
                        mine.add(score, first + i);
                    }
                }
            }
        }
        return best;
    }
}
