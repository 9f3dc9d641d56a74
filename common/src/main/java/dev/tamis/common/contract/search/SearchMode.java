package dev.tamis.common.contract.search;

import com.fasterxml.jackson.annotation.JsonProperty;

/// By what an item is found.
public enum SearchMode {
    /// Cosine of its vector to the query's.
    @JsonProperty("dense")
    DENSE,
    /// BM25 of its text for the query's terms.
    @JsonProperty("lexical")
    LEXICAL,
    /// Both, fused.
    @JsonProperty("hybrid")
    HYBRID
}
