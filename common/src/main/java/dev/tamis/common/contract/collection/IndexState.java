package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How dense search works at present.
public enum IndexState {
    /// Every allowed item is scored.
    @JsonProperty("exact")
    EXACT,
    /// An index is being built; until it can be asked every allowed item is scored.
    @JsonProperty("building")
    BUILDING,
    /// Searches are answered from memory.
    @JsonProperty("memory")
    MEMORY,
    /// Shortlists come from an HNSW graph.
    @JsonProperty("hnsw")
    HNSW
}
