package dev.tamis.ranking.rank;

import dev.tamis.common.contract.ranking.RankRequest.Candidate;
import dev.tamis.common.contract.ranking.RankResponse.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Orders candidates by `retrieval + weight * popularity * range`, where the range is that of the retrieval scores,
/// from the least to the greatest (1 if all are equal). Popularity so counts the same whatever scores a search
/// gives, and a score stays what retrieval gave where there are no events.
///
/// Popularity `p` becomes `log1p(p) / log1p(max p)` over the candidates, so that the most popular has 1, and ten times
/// the events are worth a step and not ten times as much. If no candidate has any it is 0 for all.
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
        double range = greatest == least ? 1 : greatest - least;
        double most = candidates.stream()
                .mapToDouble(candidate -> popularity.getOrDefault(candidate.item(), 0.0))
                .max()
                .orElse(0);
        var ranked = new ArrayList<Ranked>(candidates.size());
        for (Candidate candidate : candidates) {
            double popular =
                    most > 0 ? Math.log1p(popularity.getOrDefault(candidate.item(), 0.0)) / Math.log1p(most) : 0;
            // Clamped: finite scores stay finite, which JSON needs, though their range may not be.
            double score = popular == 0
                    ? candidate.score()
                    : Math.clamp(candidate.score() + weight * popular * range, -Double.MAX_VALUE, Double.MAX_VALUE);
            ranked.add(new Ranked(candidate.item(), score, popular));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed()); // stable
        return ranked;
    }
}
