package dev.tamis.training.fit;

import dev.tamis.training.data.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Queries and items of one step: every query meets every item. A query brings a relevant item and one judged
/// as not relevant, if it has them, and items from among its nearest; as many items again are drawn from all.
final class Batch {

    /// Added to a score so that it counts nothing.
    static final float NEVER = -1e4f;

    /// Half of the nearest items that are drawn come from so many first.
    private static final int TOP = 10;

    final int[] queries;
    final int[] items;

    /// `[queries][items]`: the judgments of a query as shares of 1; a row of zeros for a query without any here.
    final float[] labels;

    /// `[queries][items]`: 0, or [#NEVER] for the copy of a query.
    final float[] mask;

    /// How many queries have labels.
    final int labelled;

    private Batch(Material material, int[] queries, Map<Integer, Integer> columns) {
        this.queries = queries;
        this.items = columns.keySet().stream().mapToInt(Integer::intValue).toArray();
        labels = new float[queries.length * items.length];
        mask = new float[queries.length * items.length];
        int found = 0;
        for (int row = 0; row < queries.length; row++) {
            int from = row * items.length;
            Integer copy = columns.get(material.copy(queries[row]));
            if (copy != null) {
                mask[from + copy] = NEVER;
            }
            double sum = 0;
            for (Pair pair : material.pairs(queries[row])) {
                Integer column = columns.get(pair.item());
                if (column != null && pair.grade() > 0) {
                    labels[from + column] = (float) pair.grade();
                    sum += pair.grade();
                }
            }
            if (sum > 0) {
                found++;
                for (int i = from; i < from + items.length; i++) {
                    labels[i] /= (float) sum;
                }
            }
        }
        labelled = found;
    }

    static Batch draw(Material material, FitOptions options, SplittableRandom random) {
        int[] queries = new int[options.batch()];
        var columns = new LinkedHashMap<Integer, Integer>();
        for (int i = 0; i < queries.length; i++) {
            queries[i] = query(material, options, random);
            for (int item : candidates(material, queries[i], options.candidates(), random)) {
                columns.putIfAbsent(item, columns.size());
            }
        }
        for (int i = 0; i < options.batch(); i++) {
            columns.putIfAbsent(random.nextInt(material.items().count()), columns.size());
        }
        return new Batch(material, queries, columns);
    }

    private static int query(Material material, FitOptions options, SplittableRandom random) {
        boolean standIn = material.asked().length == 0
                || (material.standIns().length > 0 && random.nextDouble() < options.standInShare());
        int[] from = standIn ? material.standIns() : material.asked();
        return from[random.nextInt(from.length)];
    }

    private static int[] candidates(Material material, int query, int count, SplittableRandom random) {
        int[] candidates = new int[count];
        int filled = 0;
        for (boolean relevant : new boolean[] {true, false}) {
            List<Integer> judged = new ArrayList<>();
            for (Pair pair : material.pairs(query)) {
                if (pair.grade() > 0 == relevant) {
                    judged.add(pair.item());
                }
            }
            if (!judged.isEmpty() && filled < count) {
                candidates[filled++] = judged.get(random.nextInt(judged.size()));
            }
        }
        int[] nearest = material.nearest(query);
        for (; filled < count && nearest.length > 0; filled++) {
            int among = random.nextBoolean() ? Math.min(TOP, nearest.length) : nearest.length;
            candidates[filled] = nearest[random.nextInt(among)];
        }
        return Arrays.copyOf(candidates, filled);
    }
}
