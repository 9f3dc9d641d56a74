package dev.tamis.training.evaluate;

/// What a form is worth.
///
/// @param alone its own order
/// @param rescored100 its first 100, ordered by full vectors
/// @param rescored200 its first 200, ordered by full vectors
public record FormQuality(
        String method, int size, double bytesPerItem, Quality alone, Quality rescored100, Quality rescored200) {}
