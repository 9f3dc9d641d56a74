package dev.tamis.training.fit;

import org.jspecify.annotations.Nullable;

/// What a fitted model is to be called.
///
/// @param name of the model, as the registry knows it
/// @param collection whose vectors it is fitted to; null if they come from files
/// @param baseModel embedding model of the vectors; null if callers bring them
public record Label(
        String name, @Nullable String collection, @Nullable String baseModel) {}
