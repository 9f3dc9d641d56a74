package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// The models that the embedding service serves, in the shape of OpenAI's `GET /v1/models`.
///
/// @param object always `list`
public record EmbeddingModels(String object, List<Model> data) {

    public EmbeddingModels {
        data = List.copyOf(data);
    }

    /// @param id its name in requests
    /// @param object always `model`
    /// @param dimension floats in its vectors
    /// @param maxTokens the longest input it reads, special tokens included
    /// @param licence SPDX identifier of the weights' licence
    public record Model(
            String id,
            String object,
            int dimension,
            @JsonProperty("max_tokens") int maxTokens,
            String licence) {}
}
