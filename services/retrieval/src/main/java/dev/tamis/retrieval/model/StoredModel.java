package dev.tamis.retrieval.model;

import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ModelManifest;
import dev.tamis.common.model.Projection;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.retrieval.problem.RetrievalRefusal.RefusedModel;
import dev.tamis.support.problem.RefusedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of `model`, without the weights.
///
/// @param rowId never used twice
/// @param collectionId its collection; it is deleted together with that
/// @param collection the name of that
/// @param collectionModel embedding model of its vectors; null if callers bring them
/// @param collectionDimension floats in one of these
/// @param dimensions of a projection, floats that are kept of each vector; null before it was activated
/// @param reason why it was refused; null if it was not
record StoredModel(
        long rowId,
        long collectionId,
        String collection,
        @Nullable String collectionModel,
        int collectionDimension,
        FittedState state,
        @Nullable String reason,
        @Nullable Integer dimensions,
        ModelManifest manifest,
        Instant createdAt) {

    /// What callers name it by.
    String id() {
        return manifest.name() + "@" + manifest.version();
    }

    ArtifactKind kind() {
        return manifest.kind();
    }

    boolean isActive() {
        return state == FittedState.ACTIVE;
    }

    /// How many floats are to be kept of each vector that it projects; null if it is no projection.
    ///
    /// @param wanted null for as many as it makes
    /// @throws RefusedException if its collection has vectors that it was not fitted for, or it has no such size
    @Nullable
    Integer fit(LoadedModel model, @Nullable Integer wanted) {
        if (!(model instanceof LoadedModel.OfProjection(Projection projection))) {
            if (wanted != null) {
                throw new RefusedException(
                        InvalidFields.of("#/dimensions", "is for projections; this model is of kind " + kind()));
            }
            return null;
        }
        if (collectionModel != null && !collectionModel.equals(manifest.baseModel())) {
            throw unfit("it was fitted for vectors of '%s', those of collection '%s' are of '%s'"
                    .formatted(manifest.baseModel(), collection, collectionModel));
        }
        if (projection.inputDimension() != collectionDimension) {
            throw unfit("it reads vectors of %d dimensions, those of collection '%s' have %d"
                    .formatted(projection.inputDimension(), collection, collectionDimension));
        }
        int kept = wanted == null ? projection.dimension() : wanted;
        if (!projection.sizes().contains(kept)) {
            throw new RefusedException(
                    InvalidFields.of("#/dimensions", "must be one of its sizes, " + projection.sizes()));
        }
        return kept;
    }

    private RefusedException unfit(String reason) {
        return new RefusedException(new RefusedModel(id(), reason));
    }
}
