package dev.tamis.retrieval.fusion;

/// An item on a list.
///
/// @param score finite; higher is better
public record Scored(String id, double score) {}
