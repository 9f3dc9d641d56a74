package dev.tamis.retrieval.index;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.contract.search.FacetValue;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.collection.IndexStates;
import dev.tamis.retrieval.collection.Partitions;
import dev.tamis.retrieval.index.attribute.FacetCounter;
import dev.tamis.retrieval.problem.RetrievalRefusal.DimensionMismatch;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.support.problem.RefusedException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Finds the items whose vectors have the largest cosine to a query's: in memory where the collection is held there,
/// and by PostgreSQL where it is not or its index is still being built.
@Service
public class DenseSearch implements IndexStates {

    private final MemoryIndexes memory;
    private final PgvectorIndex pgvector;
    private final Partitions partitions;

    DenseSearch(MemoryIndexes memory, PgvectorIndex pgvector, Partitions partitions) {
        this.memory = memory;
        this.pgvector = pgvector;
        this.partitions = partitions;
    }

    /// Requires that a vector can be a query to a collection.
    ///
    /// @throws RefusedException if it has another dimension, or no direction
    public void require(CollectionRef collection, DenseVector query) {
        if (query.dimension() != collection.dimension()) {
            throw new RefusedException(new DimensionMismatch("#/vector", collection.dimension(), query.dimension()));
        }
        if (query.isZero()) {
            throw new RefusedException(
                    InvalidFields.of("#/vector", "is all zeros, so that its cosine to anything is undefined"));
        }
    }

    /// Returns the best `k` items, or all that are allowed if they are fewer; of equal ones the smaller id first.
    ///
    /// @param query as [#require] has it
    /// @param k 1 to 1,000
    /// @param filter that the collection can answer
    /// @param exact whether to score every allowed vector in any case
    public DenseHits search(
            CollectionRef collection, DenseVector query, int k, @Nullable Filter filter, boolean exact) {
        return ask(
                collection,
                index -> memory.search(index, query, k, filter, exact),
                () -> pgvector.search(collection, query, k, filter, exact));
    }

    /// The best `k` items for a vector that is no query, as [#search] finds them.
    List<DenseHit> neighbours(CollectionRef collection, DenseVector vector, int k) {
        return ask(
                collection,
                index -> memory.neighbours(index, vector, k),
                () -> pgvector.search(collection, vector, k, null, false).hits());
    }

    /// The cosines of given items, by id; those without a vector are left out.
    ///
    /// @param query as [#require] has it
    public Map<String, Double> cosines(CollectionRef collection, DenseVector query, Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : ask(
                        collection,
                        index -> index.index().cosines(query.toArray(), ids),
                        () -> pgvector.cosines(collection, query, ids));
    }

    /// The most frequent values of an attribute among the items that pass a filter, with a vector or without; nothing
    /// if only the database can tell.
    ///
    /// @param filter that the collection can answer; null for all items
    /// @param limit how many values to give at most
    public Optional<List<FacetValue>> count(
            CollectionRef collection, String attribute, @Nullable Filter filter, int limit) {
        return ask(
                collection,
                index -> {
                    var counter = new FacetCounter();
                    index.index().count(attribute, filter, counter);
                    return Optional.of(counter.top(limit));
                },
                Optional::empty);
    }

    /// Returns once searches see a change and all before it. While an index is being built that is so at once: the
    /// database answers.
    ///
    /// @throws dev.tamis.retrieval.follow.IndexBehindException if it takes too long
    public void awaitChange(CollectionRef collection, long change) {
        if (memory.ready(collection).isPresent()) {
            memory.awaitChange(collection, change);
        }
    }

    @Override
    public IndexState of(CollectionRef collection) {
        if (memory.admits(collection)) {
            return memory.ready(collection).isPresent() ? IndexState.MEMORY : IndexState.BUILDING;
        }
        return partitions.graphState(collection);
    }

    private <T> T ask(CollectionRef collection, Function<FollowedMemory, T> inMemory, Supplier<T> inDatabase) {
        Optional<FollowedMemory> ready = memory.ready(collection);
        if (ready.isEmpty()) {
            return inDatabase.get();
        }
        try {
            return inMemory.apply(ready.get());
        } catch (IllegalStateException closed) {
            if (ready.get().isClosed()) {
                return inDatabase.get();
            }
            throw closed;
        }
    }
}
