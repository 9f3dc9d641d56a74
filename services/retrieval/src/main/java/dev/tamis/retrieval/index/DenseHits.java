package dev.tamis.retrieval.index;

import java.util.List;

/// What dense search found.
///
/// @param hits best first; of equal ones the smaller id first
/// @param how vectors were compared: `exact` or `hnsw`
public record DenseHits(List<DenseHit> hits, String how) {

    /// Every allowed vector was scored.
    static final String EXACT = "exact";
    /// The shortlist came from a graph.
    static final String HNSW = "hnsw";

    public DenseHits {
        hits = List.copyOf(hits);
    }
}
