package dev.tamis.retrieval.index.memory;

/// What an approximate search found of an exact answer, as shares of it, 0 to 1.
///
/// @param firstPass of its shortlist
/// @param search of its end
public record MeasuredRecall(double firstPass, double search) {}
