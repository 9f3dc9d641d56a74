package dev.tamis.retrieval.follow;

import dev.tamis.retrieval.collection.CollectionRef;

/// The indexes of one kind, as those see them who hear of changes.
public interface FollowingIndexes {

    /// Begins to follow a collection, if these indexes are to and did not.
    void follow(CollectionRef collection);

    /// Looks for changes to a collection, if it is followed.
    ///
    /// @param change number of the last change that was made
    /// @return whether the collection is known here, followed or not
    boolean wake(long collectionId, long change);

    /// Looks for changes to all collections that are followed.
    void wakeAll();
}
