package dev.tamis.retrieval.index.memory;

import java.time.Instant;

/// What an index belongs to: files of another identity are refused.
///
/// @param collectionId never used twice within a database
/// @param createdAt of the collection, to the microsecond: it tells databases apart
/// @param dimension floats in a vector
/// @param projection tells the projection that made the vectors from any other; 0 if they are the collection's own
public record IndexIdentity(long collectionId, Instant createdAt, int dimension, long projection) {

    /// Of an index of the collection's own vectors.
    public IndexIdentity(long collectionId, Instant createdAt, int dimension) {
        this(collectionId, createdAt, dimension, 0);
    }
}
