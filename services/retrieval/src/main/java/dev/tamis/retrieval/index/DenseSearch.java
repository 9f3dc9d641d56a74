package dev.tamis.retrieval.index;

import com.pgvector.PGhalfvec;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.collection.Partitions;
import dev.tamis.retrieval.filter.FilterSql;
import dev.tamis.retrieval.filter.SqlCondition;
import dev.tamis.retrieval.problem.RetrievalRefusal.DimensionMismatch;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.support.problem.RefusedException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Finds the items whose vectors have the largest cosine to a query's.
///
/// A graph is asked where there is one and it can be trusted to give `k` items; in every other case each allowed
/// vector is scored. So an answer has fewer than `k` hits only if fewer items are allowed.
@Service
public class DenseSearch {

    private static final SqlCondition ALL = new SqlCondition("TRUE", List.of());

    private final Partitions partitions;
    private final FilterSql filters;
    private final DenseQueries queries;
    private final IndexProperties properties;

    DenseSearch(Partitions partitions, FilterSql filters, DenseQueries queries, IndexProperties properties) {
        this.partitions = partitions;
        this.filters = filters;
        this.queries = queries;
        this.properties = properties;
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

    /// Returns the best `k` items, or all that are allowed if they are fewer.
    ///
    /// @param query as [#require] has it
    /// @param k 1 to 1,000
    /// @param filter that the collection can answer
    /// @param exact whether to score every allowed vector in any case
    public DenseHits search(
            CollectionRef collection, DenseVector query, int k, @Nullable Filter filter, boolean exact) {
        PGhalfvec vector = halved(query);
        SqlCondition condition = filter == null ? ALL : filters.of(filter);
        if (!exact
                && partitions.indexState(collection) == IndexState.HNSW
                && (filter == null || queries.leavesMoreThan(properties.filterProbe(), collection, condition))) {
            List<DenseHit> hits = queries.hnsw(collection, vector, k, condition);
            if (hits.size() == k) {
                return new DenseHits(hits, DenseHits.HNSW);
            }
        }
        return new DenseHits(queries.exact(collection, vector, k, condition), DenseHits.EXACT);
    }

    /// The cosines of given items, by id; those without a vector are left out.
    ///
    /// @param query as [#require] has it
    public Map<String, Double> cosines(CollectionRef collection, DenseVector query, Collection<String> ids) {
        return ids.isEmpty() ? Map.of() : queries.cosines(collection, halved(query), ids);
    }

    /// The query at norm 1, which leaves cosines as they are and keeps its values within the range of half
    /// precision.
    private static PGhalfvec halved(DenseVector query) {
        float[] values = query.toArray();
        Normalization.normalize(values);
        return new PGhalfvec(values);
    }
}
