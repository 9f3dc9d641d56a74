package dev.tamis.retrieval.index.memory;

import java.time.Instant;

/// What an index belongs to: files of another identity are refused.
///
/// @param collectionId never used twice within a database
/// @param createdAt of the collection, to the microsecond: it tells databases apart
/// @param dimension floats in a vector
public record IndexIdentity(long collectionId, Instant createdAt, int dimension) {}
