package dev.tamis.retrieval.collection;

/// A collection's items in one vector space. There is one, and during an upgrade another one.
///
/// @param isLive whether it answers to the collection's name
public record Space(CollectionRef collection, boolean isLive, CollectionSize size) {}
