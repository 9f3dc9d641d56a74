package dev.tamis.retrieval.collection;

/// Published after a collection was deleted here and the transaction was committed. Other replicas do not hear of
/// it.
public record CollectionDeleted(CollectionRef collection) {}
