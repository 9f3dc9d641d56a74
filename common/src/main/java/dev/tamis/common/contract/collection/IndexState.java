package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How dense search works at present.
public enum IndexState {
    /// Every allowed item is scored.
    @JsonProperty("exact")
    EXACT,
    /// An HNSW graph is being built; until it is valid every allowed item is scored.
    @JsonProperty("building")
    BUILDING,
    /// Shortlists come from an HNSW graph.
    @JsonProperty("hnsw")
    HNSW
}
