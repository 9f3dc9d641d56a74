package dev.tamis.retrieval.model;

import dev.tamis.common.model.ArtifactRefusedException;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.ModelManifest;
import dev.tamis.common.model.Projection;
import dev.tamis.common.model.RecurrentCodes;

/// A fitted model that was checked, in the form that computes.
sealed interface LoadedModel {

    record OfProjection(Projection projection) implements LoadedModel {}

    record OfCodes(RecurrentCodes codes) implements LoadedModel {}

    /// Checks a model and makes it compute.
    ///
    /// @throws ArtifactRefusedException if it may not serve
    static LoadedModel of(ModelManifest manifest, byte[] weights) {
        ModelArtifact artifact = ModelArtifact.open(manifest, weights);
        return switch (manifest.kind()) {
            case PROJECTION -> new OfProjection(Projection.of(artifact));
            case CODES -> new OfCodes(RecurrentCodes.of(artifact));
            case RELEVANCE, RANKING ->
                throw new ArtifactRefusedException(
                        "models of kind %s are not computed here yet, so that its sample cannot be checked"
                                .formatted(manifest.kind()));
        };
    }
}
