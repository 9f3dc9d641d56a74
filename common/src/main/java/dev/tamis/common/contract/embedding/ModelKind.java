package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a model makes of text.
public enum ModelKind {
    /// A vector of each text.
    @JsonProperty("embedding")
    EMBEDDING,
    /// A score of a query and a document that it reads together.
    @JsonProperty("cross-encoder")
    CROSS_ENCODER
}
