package dev.tamis.ranking.rank;

import dev.tamis.common.contract.ranking.RankRequest.Candidate;
import dev.tamis.common.contract.ranking.RankResponse.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Orders candidates by `retrieval + weight * popularity`, both brought to 0 to 1 over the candidates.
///
/// - Retrieval scores are stretched linearly, the least to 0 and the greatest to 1. If all are equal they are
///   all 1: nothing tells them apart, and one candidate alone is the best there is.
/// - Popularity `p` becomes `log1p(p) / log1p(max p)`, so that the most popular has 1, and ten times the events
///   are worth a step and not ten times as much. If no candidate has any it is 0 for all.
///
/// Equal scores keep the order sent: in an answer of retrieval, nothing moves where there are no events.
///
/// @param weight of popularity; 0 ranks by retrieval alone
record Blend(double weight) {

    /// @param candidates with finite scores
    /// @param popularity by item, at least 0; absent means 0
    /// @return all candidates, best first
    List<Ranked> order(List<Candidate> candidates, Map<String, Double> popularity) {
        double least = candidates.stream().mapToDouble(Candidate::score).min().orElse(0);
        double greatest =
                candidates.stream().mapToDouble(Candidate::score).max().orElse(0);
        double most = candidates.stream()
                .mapToDouble(candidate -> popularity.getOrDefault(candidate.item(), 0.0))
                .max()
                .orElse(0);
        var ranked = new ArrayList<Ranked>(candidates.size());
        for (Candidate candidate : candidates) {
            double popular =
                    most > 0 ? Math.log1p(popularity.getOrDefault(candidate.item(), 0.0)) / Math.log1p(most) : 0;
            double score = stretched(candidate.score(), least, greatest) + weight * popular;
            ranked.add(new Ranked(candidate.item(), score, popular));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed()); // stable
        return ranked;
    }

    private static double stretched(double score, double least, double greatest) {
        if (greatest == least) {
            return 1;
        }
        // The range of finite scores may be infinite; that of their halves is not.
        return Double.isFinite(greatest - least)
                ? (score - least) / (greatest - least)
                : (score / 2 - least / 2) / (greatest / 2 - least / 2);
    }
}
