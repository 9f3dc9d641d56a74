package dev.tamis.benchmarks.search;

/// Room that an index takes.
///
/// @param bytes of all that a search needs at hand to find and order its candidates: graph, lists, codes, and the
///     vectors that it walks or scans; of a full-precision copy that only the last few candidates are rescored with,
///     nothing
/// @param bytesWithRescoring the same with that copy
record IndexSize(long bytes, long bytesWithRescoring) {}
