package dev.tamis.retrieval.model;

import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ModelManifest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of `model`, without the weights.
///
/// @param rowId never used twice
/// @param collectionId its collection; it is deleted together with that
/// @param collection the name of that
/// @param reason why it was refused; null if it was not
record StoredModel(
        long rowId,
        long collectionId,
        String collection,
        FittedState state,
        @Nullable String reason,
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

    FittedModel described() {
        return new FittedModel(
                id(),
                "model",
                kind(),
                state,
                reason,
                collection,
                manifest.baseModel(),
                manifest.version(),
                isActive() && isServed(kind()),
                manifest.metrics(),
                createdAt.getEpochSecond());
    }

    /// Whether there is a step of search for models of a kind. There is none yet.
    private static boolean isServed(ArtifactKind kind) {
        return switch (kind) {
            case PROJECTION, CODES, RELEVANCE, RANKING -> false;
        };
    }
}
