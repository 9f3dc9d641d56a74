package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tamis.common.contract.embedding.EmbeddingResponse.Usage;
import dev.tamis.common.contract.embedding.RerankRequest.RerankDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers a [RerankRequest].
///
/// @param id of this answer
/// @param model name of the model that scored
/// @param results best first
/// @param usage tokens read; of a cross-encoder, which reads pairs, those of the query count with every document
public record RerankResponse(String id, String model, List<RerankResult> results, Usage usage) {

    public RerankResponse {
        results = List.copyOf(results);
    }

    /// @param index position of the document in the request, from 0
    /// @param relevanceScore higher fits better; of an embedding model the cosine, -1 to 1, of a cross-encoder the
    ///     logistic function of its output, 0 to 1. Scores of one model can be compared, they are no probabilities
    /// @param document as it was sent; absent unless it was asked for
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RerankResult(
            int index,
            @JsonProperty("relevance_score") double relevanceScore,
            @Nullable RerankDocument document) {}
}
