package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers a [RerankRequest].
///
/// @param id of this answer
/// @param model name of the model that scored
/// @param results best first
public record RerankResponse(String id, String model, List<Result> results, Usage usage) {

    public RerankResponse {
        results = List.copyOf(results);
    }

    /// @param index position of the document in the request, from 0
    /// @param relevanceScore higher fits better; of an embedding model the cosine, -1 to 1, of a cross-encoder the
    ///     logistic function of its output, 0 to 1. Scores of one model can be compared, they are no probabilities
    /// @param document as it was sent; absent unless it was asked for
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(
            int index,
            @JsonProperty("relevance_score") double relevanceScore,
            RerankRequest.@Nullable Document document) {}

    /// @param totalTokens tokens read, special ones and prefixes included, after truncation
    /// @param truncatedInputs how many texts, or pairs of texts, were longer than the model reads and were cut
    public record Usage(
            @JsonProperty("total_tokens") int totalTokens,
            @JsonProperty("truncated_inputs") int truncatedInputs) {}
}
