package dev.tamis.retrieval.index;

import java.util.List;

/// What dense search found.
///
/// @param hits best first; of equal ones the smaller id first
/// @param how vectors were compared: `memory`, `exact`, `hnsw` or `hnsw-bit`
public record DenseHits(List<DenseHit> hits, String how) {

    /// Every allowed vector was scored.
    static final String EXACT = "exact";
    /// The index in memory was asked.
    static final String MEMORY = "memory";
    /// The shortlist came from a graph.
    static final String HNSW = "hnsw";
    /// The shortlist came from a graph over one bit a dimension.
    static final String HNSW_BIT = "hnsw-bit";

    public DenseHits {
        hits = List.copyOf(hits);
    }
}
