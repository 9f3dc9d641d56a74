package dev.tamis.training.fit;

import dev.tamis.common.model.ModelArtifact;

/// A fitted model, and how its fit went.
public record FitResult(ModelArtifact artifact, FitCurve curve) {}
