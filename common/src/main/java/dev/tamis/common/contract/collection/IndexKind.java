package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How dense search finds the items closest to a query.
public enum IndexKind {
    /// Exact until the collection is large enough that a graph pays, then HNSW.
    @JsonProperty("auto")
    AUTO,
    /// Every allowed item is scored.
    @JsonProperty("exact")
    EXACT,
    /// pgvector's HNSW graph, built as soon as there are items; approximate.
    @JsonProperty("hnsw")
    HNSW
}
