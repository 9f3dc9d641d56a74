package dev.tamis.retrieval.lexical;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.item.ItemChange;
import java.util.List;

/// Where followers read the changes to a collection's items, as long as it is there.
interface ChangeSource {

    /// The changes later than one, in their order, each item once.
    ///
    /// @param change 0 for all
    /// @param limit how many to give at most
    /// @throws org.springframework.dao.DataAccessException if the database does not answer
    /// @throws dev.tamis.support.problem.RefusedException if the collection is gone
    List<ItemChange> after(CollectionRef collection, long change, int limit);
}
