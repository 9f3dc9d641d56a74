package dev.tamis.retrieval.follow;

import dev.tamis.retrieval.collection.CollectionRef;
import java.util.List;

/// Where followers read the changes to a collection's items, as long as it is there.
///
/// @param <C> a change, with what the index needs to know of the item
@FunctionalInterface
public interface Feed<C> {

    /// The changes later than one, in their order, each item once.
    ///
    /// @param change 0 for all
    /// @param limit how many to give at most
    /// @throws org.springframework.dao.DataAccessException if the database does not answer
    /// @throws dev.tamis.support.problem.RefusedException if the collection is gone
    List<C> after(CollectionRef collection, long change, int limit);
}
