package dev.tamis.training.fit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tamis.common.evaluation.Judgments;
import dev.tamis.common.evaluation.RankingMetrics;
import dev.tamis.training.data.ExactSearch;
import dev.tamis.training.data.Pair;
import dev.tamis.training.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

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
    private final int[] copies;
    private final boolean judged;
    private final FitOptions options;

    Validation(Material material, FitOptions options) {
        this.material = material;
        this.options = options;
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
        var places = new HashMap<Integer, Integer>();
        for (int place = 0; place < pool.length; place++) {
            places.put(pool[place], place);
        }
        copies = Arrays.stream(queries)
                .map(query -> places.getOrDefault(material.copy(query), -1))
                .toArray();
    }

    /// Whether scores are nDCG@10 by judgments.
    boolean judged() {
        return judged;
    }

    /// The score of each view, 0 to 1; empty if there are no queries to validate on.
    List<Double> scores(Student student, Weights weights, NDManager manager) {
        int views = student.views().size();
        if (queries.length == 0) {
            return Collections.nCopies(views, 0.0);
        }
        List<Rows> asked = run(material.queries().select(queries), rows -> student.queries(weights, rows), manager);
        List<Rows> items = run(material.coded().select(pool), rows -> student.items(weights, rows), manager);
        List<Double> scores = new ArrayList<>();
        for (int view = 0; view < views; view++) {
            scores.add(score(
                    ExactSearch.best(asked.get(view), items.get(view), K, query -> copies[query], options.threads())));
        }
        return scores;
    }

    /// Runs the student on a part of the rows at a time; gives them in every view.
    private static List<Rows> run(Rows rows, Function<NDArray, List<NDArray>> student, NDManager manager) {
        List<float[]> views = new ArrayList<>();
        for (int from = 0; from < rows.count(); from += CHUNK) {
            int n = Math.min(CHUNK, rows.count() - from);
            float[] some = new float[n * rows.dimension()];
            rows.copy(from, n, some);
            try (NDManager scope = manager.newSubManager()) {
                List<NDArray> outputs = student.apply(scope.create(some, new Shape(n, rows.dimension())));
                for (int view = 0; view < outputs.size(); view++) {
                    float[] values = outputs.get(view).toFloatArray();
                    int size = values.length / n;
                    if (view == views.size()) {
                        views.add(new float[rows.count() * size]);
                    }
                    System.arraycopy(values, 0, views.get(view), from * size, values.length);
                }
            }
        }
        return views.stream()
                .map(all -> new Rows(all, all.length / rows.count()))
                .toList();
    }

    private double score(int[][] found) {
        double sum = 0;
        for (int i = 0; i < found.length; i++) {
            int[] items = Arrays.stream(found[i]).map(ordinal -> pool[ordinal]).toArray();
            sum += judged ? ndcg(queries[i], items) : recall(queries[i], items);
        }
        return sum / found.length;
    }

    /// The mean of the scores, where what a view lost of what it had counts double: no view is to be bought cheaply
    /// with another.
    ///
    /// @param start the scores to compare with
    static double overall(List<Double> scores, List<Double> start) {
        double sum = 0;
        for (int view = 0; view < scores.size(); view++) {
            double lost = Math.max(0, start.get(view) - scores.get(view));
            sum += scores.get(view) - lost;
        }
        return sum / scores.size();
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
