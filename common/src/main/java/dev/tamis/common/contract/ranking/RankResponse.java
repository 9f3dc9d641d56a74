package dev.tamis.common.contract.ranking;

import java.util.List;

/// Answers a [RankRequest].
///
/// @param candidates all that were sent, best first
/// @param model what ordered them: `popularity`
public record RankResponse(List<Ranked> candidates, String model) {

    public RankResponse {
        candidates = List.copyOf(candidates);
    }

    /// @param score orders the candidates of one answer, higher first
    /// @param popularity decayed, 0 to 1, 1 for the most popular candidate of those that have any
    public record Ranked(String item, double score, double popularity) {}
}
