package dev.tamis.common.contract.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers a [SearchRequest].
///
/// @param queryId names this search in later events
/// @param mode by what items were found; lexical where the embedding service could not be reached
/// @param hits at most `k`, best first
/// @param degraded which services took no part though they were wanted: `embedding`, `ranking`; empty if all did
/// @param tookMillis time in the gateway
/// @param explanation how the answer was made; only if asked for
/// @param facets of all the items that the filter lets pass, whether they suit the query or not: how many have which
///     values, by attribute, in the order asked for; at most 20 values each, the most frequent first and among equals
///     the lower value; only if asked for
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchResponse(
        String queryId,
        SearchMode mode,
        List<SearchHit> hits,
        List<String> degraded,
        double tookMillis,
        @Nullable SearchExplanation explanation,
        @Nullable Map<String, List<FacetValue>> facets) {

    public SearchResponse {
        hits = List.copyOf(hits);
        degraded = List.copyOf(degraded);
        facets = FacetValue.copyOf(facets);
    }

    /// @param fusion how dense and lexical lists were merged; absent unless hybrid
    /// @param dense how vectors were compared: `memory`, `exact`, `hnsw` or `hnsw-bit`; absent if they were not
    /// @param stageMillis time a stage took, by its name
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SearchExplanation(
            @Nullable Fusion fusion, @Nullable String dense, Map<String, Double> stageMillis) {

        public SearchExplanation {
            stageMillis = Map.copyOf(stageMillis);
        }
    }
}
