package dev.tamis.embedding.model;

import dev.tamis.common.contract.embedding.InputType;

/// What must be known of an embedding model to use it as it was trained.
///
/// @param name its name in requests
/// @param network class-path resource of its ONNX graph, which reads `input_ids`, `attention_mask` and
///     `token_type_ids` and answers one vector per token
/// @param tokenizer class-path resource of its `tokenizer.json`
/// @param pooling how the vectors of the tokens become one
/// @param queryPrefix put before every query; may be empty
/// @param documentPrefix put before every document; may be empty
/// @param dimension floats in its vectors
/// @param maxTokens the longest input it reads, special tokens and prefix included
/// @param licence SPDX identifier of the weights' licence
public record ModelDescription(
        String name,
        String network,
        String tokenizer,
        Pooling pooling,
        String queryPrefix,
        String documentPrefix,
        int dimension,
        int maxTokens,
        String licence) {

    /// What the model wants before a text of this type.
    public String prefix(InputType type) {
        return switch (type) {
            case QUERY -> queryPrefix;
            case DOCUMENT -> documentPrefix;
        };
    }
}
