package dev.tamis.retrieval.index.memory;

/// What an index consists of.
///
/// @param items that can be found or counted
/// @param withoutVector of these: they are only counted
/// @param segments sealed
/// @param tail items not sealed yet
/// @param dead items that were replaced or deleted and still take room
/// @param lists coarse lists of the largest segment; 1 if it is not divided
/// @param memoryBytes codes, int8 rows, ids and attributes: what a search needs at hand
/// @param fileBytes of all segments, with the half-precision vectors
public record IndexStatistics(
        long items,
        long withoutVector,
        int segments,
        int tail,
        long dead,
        int lists,
        long memoryBytes,
        long fileBytes) {}
