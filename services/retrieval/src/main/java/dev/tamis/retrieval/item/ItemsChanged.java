package dev.tamis.retrieval.item;

import dev.tamis.retrieval.collection.CollectionRef;

/// Published after items were written or deleted here and the transaction was committed. Other replicas do not hear
/// of it.
///
/// @param change number of the last change that was made
public record ItemsChanged(CollectionRef collection, long change) {}
