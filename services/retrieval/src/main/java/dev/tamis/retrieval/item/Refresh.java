package dev.tamis.retrieval.item;

import dev.tamis.retrieval.collection.CollectionRef;

/// What makes written items findable by their text.
public interface Refresh {

    /// Returns once lexical search sees a change and all before it.
    ///
    /// @param change as a write answered it
    void await(CollectionRef collection, long change);
}
