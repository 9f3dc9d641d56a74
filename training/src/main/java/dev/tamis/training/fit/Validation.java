package dev.tamis.training.fit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tamis.common.evaluation.Judgments;
import dev.tamis.common.evaluation.RankingMetrics;
import dev.tamis.common.kernel.TopN;
import dev.tamis.training.data.Pair;
import dev.tamis.training.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;

/// Scores a student on queries that are not fitted on: nDCG@10 by the judgments where enough of these queries
/// have a relevant item, else the share of the teacher's ten best items that are among the student's.
///
/// Searched is a pool of items that holds what is hard for these queries (their nearest and judged items) and a
/// random sample, so that a validation takes seconds; the scores are therefore higher than on all items.
final class Validation {

    private static final int K = 10;

    /// Below so many judged queries their mean is too noisy to choose by.
    private static final int ENOUGH = 50;

    private static final int NEAR = 20;
    private static final int SAMPLE = 5_000;
    private static final int CHUNK = 2_048;

    private final Material material;
    private final int[] queries;
    private final int[] pool;
    private final boolean judged;

    Validation(Material material, FitOptions options) {
        this.material = material;
        int[] withAnswers = Arrays.stream(material.validated())
                .filter(query -> material.pairs(query).stream().anyMatch(pair -> pair.grade() > 0))
                .toArray();
        judged = withAnswers.length >= ENOUGH;
        queries = judged ? withAnswers : material.validated();
        var items = new LinkedHashSet<Integer>();
        for (int query : queries) {
            Arrays.stream(material.nearest(query)).limit(NEAR).forEach(items::add);
            material.pairs(query).forEach(pair -> items.add(pair.item()));
        }
        var random = new SplittableRandom(options.seed());
        for (int i = 0; i < SAMPLE; i++) {
            items.add(random.nextInt(material.items().count()));
        }
        pool = items.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Whether scores are nDCG@10 by judgments.
    boolean judged() {
        return judged;
    }

    /// The score of each view, 0 to 1; empty if there are no queries to validate on.
    List<Double> scores(Student student, Weights weights, NDManager manager) {
        if (queries.length == 0) {
            return Collections.nCopies(student.views().size(), 0.0);
        }
        Rows asked = material.queries().select(queries);
        try (NDManager scope = manager.newSubManager()) {
            List<NDArray> views = student.queries(weights, array(scope, asked));
            var best = new TopN[views.size()][queries.length];
            for (TopN[] view : best) {
                Arrays.setAll(view, query -> new TopN(K));
            }
            for (int from = 0; from < pool.length; from += CHUNK) {
                int to = Math.min(pool.length, from + CHUNK);
                try (NDManager chunk = scope.newSubManager()) {
                    Rows some = material.coded().select(Arrays.copyOfRange(pool, from, to));
                    List<NDArray> items = student.items(weights, array(chunk, some));
                    for (int view = 0; view < best.length; view++) {
                        NDArray products =
                                views.get(view).matMul(items.get(view).transpose());
                        products.attach(chunk);
                        offer(products.toFloatArray(), from, to - from, best[view]);
                    }
                }
            }
            return Arrays.stream(best).map(this::score).toList();
        }
    }

    private static NDArray array(NDManager manager, Rows rows) {
        return manager.create(rows.values(), new Shape(rows.count(), rows.dimension()));
    }

    private void offer(float[] products, int from, int count, TopN[] best) {
        for (int query = 0; query < best.length; query++) {
            int copy = material.copy(queries[query]);
            for (int i = 0; i < count; i++) {
                if (pool[from + i] != copy) {
                    best[query].offer(products[query * count + i], from + i);
                }
            }
        }
    }

    private double score(TopN[] best) {
        double sum = 0;
        for (int i = 0; i < best.length; i++) {
            int[] ordinals = new int[best[i].size()];
            best[i].drainSorted(ordinals, new float[ordinals.length]);
            int[] found = Arrays.stream(ordinals).map(ordinal -> pool[ordinal]).toArray();
            sum += judged ? ndcg(queries[i], found) : recall(queries[i], found);
        }
        return sum / best.length;
    }

    private double ndcg(int query, int[] found) {
        var grades = new HashMap<String, Double>();
        for (Pair pair : material.pairs(query)) {
            grades.merge(Integer.toString(pair.item()), pair.grade(), Math::max);
        }
        List<String> ranking = new ArrayList<>();
        for (int item : found) {
            ranking.add(Integer.toString(item));
        }
        return RankingMetrics.ndcg(ranking, new Judgments(grades), K);
    }

    private double recall(int query, int[] found) {
        int[] nearest = Arrays.copyOf(material.nearest(query), Math.min(K, material.nearest(query).length));
        long hits = Arrays.stream(nearest)
                .filter(item -> Arrays.stream(found).anyMatch(other -> other == item))
                .count();
        return nearest.length == 0 ? 0 : (double) hits / nearest.length;
    }
}
