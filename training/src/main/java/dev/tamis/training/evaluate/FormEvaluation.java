package dev.tamis.training.evaluate;

import dev.tamis.common.evaluation.Judgments;
import dev.tamis.common.evaluation.RankingMetrics;
import dev.tamis.common.kernel.DotProducts;
import dev.tamis.common.kernel.TopN;
import dev.tamis.training.data.ExactSearch;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.data.Pair;
import dev.tamis.training.data.Parallel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Evaluates forms of one judged set. *Exact* is the order by inner products of the vectors as the model gives
/// them.
public final class FormEvaluation {

    private static final int DEEP = 200;

    private final JudgedSet set;
    private final int threads;
    private final Map<Integer, Judgments> judgments = new HashMap<>();
    private final int[][] exact;

    /// Finds the exact answers.
    public FormEvaluation(JudgedSet set, int threads) {
        this.set = set;
        this.threads = threads;
        var grades = new HashMap<Integer, Map<String, Double>>();
        for (Pair pair : set.pairs()) {
            grades.computeIfAbsent(pair.query(), query -> new HashMap<>())
                    .merge(Integer.toString(pair.item()), pair.grade(), Math::max);
        }
        grades.forEach((query, known) -> {
            var judged = new Judgments(known);
            if (judged.relevant() > 0) {
                judgments.put(query, judged);
            }
        });
        exact = ExactSearch.best(set.queries(), set.items(), DEEP, set::copy, threads);
    }

    /// How many queries have a relevant item.
    public int judged() {
        return judgments.size();
    }

    /// The quality of the full vectors.
    public Quality exact() {
        return quality(exact);
    }

    public FormQuality measure(Form form) {
        int[][] found = ExactSearch.best(form.queries(), form.items(), DEEP, set::copy, threads);
        return new FormQuality(
                form.method(),
                form.size(),
                form.bytesPerItem(),
                quality(found),
                quality(rescored(found, 100)),
                quality(rescored(found, DEEP)));
    }

    private int[][] rescored(int[][] found, int depth) {
        int[][] rescored = new int[found.length][];
        Parallel.forEach(threads, found.length, query -> {
            int[] shortlist = Arrays.copyOf(found[query], Math.min(depth, found[query].length));
            float[] scores = new float[shortlist.length];
            DotProducts.gather(set.queries().row(query), set.items().values(), shortlist, shortlist.length, scores);
            var best = new TopN(Math.max(1, shortlist.length));
            for (int i = 0; i < shortlist.length; i++) {
                best.offer(scores[i], shortlist[i]);
            }
            best.drainSorted(shortlist, scores);
            rescored[query] = shortlist;
        });
        return rescored;
    }

    private Quality quality(int[][] found) {
        double ndcg = 0;
        double recall = 0;
        double same = 0;
        for (int query = 0; query < found.length; query++) {
            Judgments known = judgments.get(query);
            if (known != null) {
                List<String> ranking =
                        Arrays.stream(found[query]).mapToObj(Integer::toString).toList();
                ndcg += RankingMetrics.ndcg(ranking, known, 10);
                recall += RankingMetrics.recall(ranking, known, 100);
            }
            same += overlap(exact[query], found[query]);
        }
        int judged = Math.max(1, judgments.size());
        return new Quality(ndcg / judged, recall / judged, same / Math.max(1, found.length));
    }

    private static double overlap(int[] exact, int[] found) {
        int[] best = Arrays.copyOf(exact, Math.min(10, exact.length));
        long hits = IntStream.of(found)
                .limit(10)
                .filter(item -> IntStream.of(best).anyMatch(other -> other == item))
                .count();
        return best.length == 0 ? 1 : (double) hits / best.length;
    }
}
