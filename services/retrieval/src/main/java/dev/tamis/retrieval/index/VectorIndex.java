package dev.tamis.retrieval.index;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.retrieval.collection.CollectionRef;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the items whose vectors have the largest cosine to a query's.
///
/// An answer has fewer than `k` hits only if fewer items are allowed and have a vector, and hits of equal cosine come
/// in the order of their ids' UTF-8 bytes.
interface VectorIndex {

    /// Returns the best `k` items, or all that are allowed if they are fewer.
    ///
    /// @param query of the collection's dimension, of any norm but zero
    /// @param k 1 to 1,000
    /// @param filter that the collection can answer; null for all items
    /// @param exact whether to score every allowed vector in any case
    DenseHits search(CollectionRef collection, DenseVector query, int k, @Nullable Filter filter, boolean exact);

    /// The cosines of given items, by id; those without a vector are left out.
    Map<String, Double> cosines(CollectionRef collection, DenseVector query, Collection<String> ids);
}
