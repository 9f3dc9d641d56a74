package dev.tamis.retrieval.model;

import java.util.Optional;

/// Tells whether searches use the projections that are active.
public interface ProjectionUse {

    /// What keeps searches in a collection from using a projection, on this replica; empty if they use it.
    ///
    /// @param model its id
    /// @param dimensions that are to be kept
    Optional<String> hindrance(long collectionId, String model, int dimensions);
}
