package dev.tamis.common.contract.item;

/// The last line of a bulk response, wrapped as `{"summary": ...}`.
///
/// @param lines that held an item, good or bad
/// @param stored items stored, with or without a vector
/// @param failed lines that were not stored
/// @param embedded texts for which the model made a vector; an item whose text and model are unchanged keeps its vector
/// @param tookMillis from the first line to the last item stored
/// @param change number of the last of the writes, for searches `after` it; 0 if nothing was written
public record BulkSummary(long lines, long stored, long failed, long embedded, long tookMillis, long change) {}
