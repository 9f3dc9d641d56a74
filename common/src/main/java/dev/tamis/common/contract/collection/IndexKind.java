package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How dense search finds the items closest to a query.
public enum IndexKind {
    /// Memory, unless the collection would not fit the memory that is set aside for indexes; then exact until it is
    /// large enough that a graph pays, then HNSW.
    @JsonProperty("auto")
    AUTO,
    /// An index in the memory of every replica, approximate with a recall that is set and measured.
    @JsonProperty("memory")
    MEMORY,
    /// Every allowed item is scored, in PostgreSQL.
    @JsonProperty("exact")
    EXACT,
    /// pgvector's HNSW graph, built as soon as there are items; approximate.
    @JsonProperty("hnsw")
    HNSW,
    /// pgvector's HNSW graph over one bit a dimension, which is smaller and built faster; its shortlist is scored
    /// anew at full precision. Approximate.
    @JsonProperty("hnsw-bit")
    HNSW_BIT
}
