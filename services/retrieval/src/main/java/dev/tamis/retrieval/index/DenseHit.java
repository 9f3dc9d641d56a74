package dev.tamis.retrieval.index;

/// An item that dense search found.
///
/// @param cosine of its vector to the query's, -1 to 1
public record DenseHit(String id, double cosine) {}
