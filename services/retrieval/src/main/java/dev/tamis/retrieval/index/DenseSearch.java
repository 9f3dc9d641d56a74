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

    /// A query to what answers now: an index in memory, or PostgreSQL, which compares vectors as they are. So does
    /// every
    /// exact search where the index in memory holds projected vectors.
    ///
    /// @param query as [#require] has it
    /// @param exact whether to score every allowed vector in any case
    public DenseQuery query(CollectionRef collection, DenseVector query, boolean exact) {
        return memory.ready(collection)
                .filter(index -> !exact || index.projection().isEmpty())
                .flatMap(index -> memory.query(index, query, exact))
                .orElseGet(() -> inDatabase(collection, query, exact));
    }

    private DenseQuery inDatabase(CollectionRef collection, DenseVector query, boolean exact) {
        return new DenseQuery() {
            @Override
            public DenseHits search(int k, @Nullable Filter filter) {
                return pgvector.search(collection, query, k, filter, exact);
            }

            @Override
            public Map<String, Double> cosines(Collection<String> ids) {
                return ids.isEmpty() ? Map.of() : pgvector.cosines(collection, query, ids);
            }
        };
    }

    /// The best `k` items for the vector of an item.
    List<DenseHit> neighbours(CollectionRef collection, DenseVector vector, int k) {
        return memory.ready(collection)
                .map(index -> memory.neighbours(index, vector, k))
                .orElseGet(() ->
                        pgvector.search(collection, vector, k, null, false).hits());
    }

    /// The most frequent values of an attribute among the items that pass a filter, with a vector or without; nothing
    /// if only the database can tell.
    ///
    /// @param filter that the collection can answer; null for all items
    /// @param limit how many values to give at most
    public Optional<List<FacetValue>> count(
            CollectionRef collection, String attribute, @Nullable Filter filter, int limit) {
        return memory.ready(collection).map(index -> {
            var counter = new FacetCounter();
            index.index().count(attribute, filter, counter);
            return counter.top(limit);
        });
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
}
