package dev.tamis.retrieval.index;

import dev.tamis.common.contract.Filter;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One query to a collection, all of whose answers compare vectors in the same form, also where another index takes the
/// place of the one that answers meanwhile.
public interface DenseQuery {

    /// Returns the best `k` items, or all that are allowed if they are fewer; of equal ones the smaller id first.
    ///
    /// @param k 1 to 1,000
    /// @param filter that the collection can answer
    DenseHits search(int k, @Nullable Filter filter);

    /// The cosines of given items, by id; those without a vector are left out.
    Map<String, Double> cosines(Collection<String> ids);
}
