package dev.tamis.common.contract.retrieval;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.common.contract.search.Evidence;
import dev.tamis.common.contract.search.FacetValue;
import dev.tamis.common.contract.search.Fusion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers a [RetrievalRequest].
///
/// @param hits at most `k`, best first
/// @param fusion how the lists were merged; absent unless hybrid
/// @param dense how vectors were compared: `memory`, `exact`, `hnsw` or `hnsw-bit`; absent if they were not
/// @param stageMillis time a stage took, by its name
/// @param facets how many items have which values, by attribute; only if asked for
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetrievalResponse(
        List<Hit> hits,
        @Nullable Fusion fusion,
        @Nullable String dense,
        Map<String, Double> stageMillis,
        @Nullable Map<String, List<FacetValue>> facets) {

    public RetrievalResponse {
        hits = List.copyOf(hits);
        stageMillis = Map.copyOf(stageMillis);
        facets = FacetValue.copyOf(facets);
    }

    /// @param score the cosine, the BM25 or their fusion, by mode; higher is better
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Hit(
            String id,
            double score,
            @Nullable Evidence dense,
            @Nullable Evidence lexical,
            Map<String, String> fields,
            Map<String, Object> attributes) {

        public Hit {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }
}
