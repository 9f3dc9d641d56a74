package dev.tamis.gateway.search;

import dev.tamis.common.contract.ranking.RankResponse.Ranked;
import dev.tamis.common.contract.retrieval.RetrievalResponse.Hit;
import dev.tamis.common.contract.search.HitExplanation;
import dev.tamis.common.contract.search.SearchHit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hits as they are answered, in the order of ranking or, where that took no part, of retrieval.
final class HitOrder {

    private HitOrder() {}

    static List<SearchHit> ofRetrieval(List<Hit> hits, boolean explain) {
        return hits.stream().map(hit -> answer(hit, hit.score(), null, explain)).toList();
    }

    /// @return empty if the ranking is not of these hits, every one once
    static Optional<List<SearchHit>> ofRanking(List<Hit> hits, List<Ranked> order, boolean explain) {
        Map<String, Hit> left = new HashMap<>();
        hits.forEach(hit -> left.put(hit.id(), hit));
        List<SearchHit> answer = new ArrayList<>(hits.size());
        for (Ranked ranked : order) {
            Hit hit = left.remove(ranked.item());
            if (hit == null) {
                return Optional.empty();
            }
            answer.add(answer(hit, ranked.score(), ranked.popularity(), explain));
        }
        return left.isEmpty() ? Optional.of(answer) : Optional.empty();
    }

    private static SearchHit answer(Hit hit, double score, @Nullable Double popularity, boolean explain) {
        var explanation = explain ? new HitExplanation(hit.dense(), hit.lexical(), hit.score(), popularity) : null;
        return new SearchHit(hit.id(), score, hit.fields(), hit.attributes(), explanation);
    }
}
