package dev.tamis.retrieval.index.memory;

/// An item that was found.
///
/// @param cosine of its vector to the query's, -1 to 1
public record MemoryHit(String id, double cosine) {}
