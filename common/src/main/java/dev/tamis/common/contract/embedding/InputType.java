package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a text is to a search: models may encode the two differently.
public enum InputType {
    @JsonProperty("query")
    QUERY,
    @JsonProperty("document")
    DOCUMENT
}
