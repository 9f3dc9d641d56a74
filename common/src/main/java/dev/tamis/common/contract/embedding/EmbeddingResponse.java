package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tamis.common.contract.DenseVector;
import java.util.List;

/// Answers an [EmbeddingRequest].
///
/// @param object always `list`
/// @param data one embedding a text, in the order of the request
/// @param model name of the model that made them
public record EmbeddingResponse(String object, List<Embedding> data, String model, Usage usage) {

    public EmbeddingResponse {
        data = List.copyOf(data);
    }

    /// @param object always `embedding`
    /// @param index position of its text in the request, from 0
    /// @param embedding of norm 1
    public record Embedding(String object, int index, DenseVector embedding) {}

    /// @param promptTokens tokens encoded, special ones and prefixes included, after truncation
    /// @param totalTokens the same; OpenAI's format names both
    /// @param truncatedInputs how many texts were longer than the model reads and were cut at its limit
    public record Usage(
            @JsonProperty("prompt_tokens") int promptTokens,
            @JsonProperty("total_tokens") int totalTokens,
            @JsonProperty("truncated_inputs") int truncatedInputs) {}
}
