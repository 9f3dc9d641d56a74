package dev.tamis.retrieval.collection;

/// How much a collection holds.
///
/// @param items it holds
/// @param withoutVector how many of them wait for a vector
/// @param lastChange number of the last change to one of its items; 0 before the first
public record CollectionSize(long items, long withoutVector, long lastChange) {}
