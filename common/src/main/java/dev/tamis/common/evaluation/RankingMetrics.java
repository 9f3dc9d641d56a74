package dev.tamis.common.evaluation;

import java.util.HashSet;
import java.util.List;

/// How good one ranking is, as `trec_eval` (and `pytrec_eval`, which BEIR uses) computes it.
///
/// A ranking is a list of item ids, best first, no item twice; positions past its end count as not relevant. All
/// metrics are 0 to 1, higher is better, and undefined for a query without a relevant item: such a query is to be
/// left out of a mean. Unlike `trec_eval`, which sorts by score and breaks ties by id, the order given is measured.
public final class RankingMetrics {

    private RankingMetrics() {}

    /// Normalised discounted cumulative gain of the first `k` positions (`ndcg_cut_k`):
    ///
    /// `DCG / IDCG`, where `DCG = sum over ranks r = 1..k of gain(r) / log2(r + 1)`, the gain is the grade itself
    /// (linear, not `2^grade - 1`), and `IDCG` is the same sum over all judged items in their best order.
    ///
    /// Source: K. Jarvelin, J. Kekalainen, *Cumulated gain-based evaluation of IR techniques*, TOIS 20(4), 2002;
    /// the discount is that of C. Burges et al., ICML 2005, as in `trec_eval` 9.
    ///
    /// @throws IllegalArgumentException if no item is relevant, an item is ranked twice, or `k` is below 1
    public static double ndcg(List<String> ranking, Judgments judgments, int k) {
        check(ranking, judgments, k);
        double dcg = 0;
        for (int i = 0; i < Math.min(k, ranking.size()); i++) {
            dcg += judgments.gain(ranking.get(i)) * discount(i + 1);
        }
        double ideal = 0;
        double[] gains = judgments.idealGains(k);
        for (int i = 0; i < gains.length; i++) {
            ideal += gains[i] * discount(i + 1);
        }
        return dcg / ideal;
    }

    /// The share of all relevant items that is among the first `k` (`recall_k`).
    ///
    /// @throws IllegalArgumentException if no item is relevant, an item is ranked twice, or `k` is below 1
    public static double recall(List<String> ranking, Judgments judgments, int k) {
        check(ranking, judgments, k);
        long found = ranking.stream()
                .limit(k)
                .filter(item -> judgments.gain(item) > 0)
                .count();
        return (double) found / judgments.relevant();
    }

    /// `1 / rank` of the first relevant item, or 0 if none is among the first `k`; its mean over queries is MRR@k
    /// (E. Voorhees, *The TREC-8 Question Answering Track Report*, 1999).
    ///
    /// @throws IllegalArgumentException if no item is relevant, an item is ranked twice, or `k` is below 1
    public static double reciprocalRank(List<String> ranking, Judgments judgments, int k) {
        check(ranking, judgments, k);
        for (int i = 0; i < Math.min(k, ranking.size()); i++) {
            if (judgments.gain(ranking.get(i)) > 0) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 1.0);
    }

    private static void check(List<String> ranking, Judgments judgments, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, not " + k);
        }
        if (judgments.relevant() == 0) {
            throw new IllegalArgumentException("no item is relevant, so that the metric is undefined");
        }
        var seen = new HashSet<String>();
        for (String item : ranking) {
            if (!seen.add(item)) {
                throw new IllegalArgumentException("item '%s' is ranked twice".formatted(item));
            }
        }
    }
}
