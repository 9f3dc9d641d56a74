package dev.tamis.retrieval.collection;

import dev.tamis.common.contract.collection.IndexState;

/// Tells how dense search works on a collection at present, which those know who search.
public interface IndexStates {

    IndexState of(CollectionRef collection);
}
