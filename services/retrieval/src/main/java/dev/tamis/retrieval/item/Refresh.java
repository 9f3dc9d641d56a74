package dev.tamis.retrieval.item;

import dev.tamis.retrieval.collection.CollectionRef;

/// What makes written items findable.
public interface Refresh {

    /// Returns once searches here see a change and all before it.
    ///
    /// @param change as a write answered it
    void await(CollectionRef collection, long change);
}
