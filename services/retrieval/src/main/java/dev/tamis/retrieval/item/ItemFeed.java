package dev.tamis.retrieval.item;

import java.util.List;

/// The changes to a collection's items, each item once, with its last change.
///
/// Whoever asks again after the last change that was given misses none: numbers are taken in the order of commits.
public interface ItemFeed {

    /// The changes later than one, in their order.
    ///
    /// @param change 0 for all
    /// @param limit how many to give at most
    /// @throws org.springframework.dao.DataAccessException if the collection is gone, or the database absent
    List<ItemChange> after(long collectionId, long change, int limit);
}
