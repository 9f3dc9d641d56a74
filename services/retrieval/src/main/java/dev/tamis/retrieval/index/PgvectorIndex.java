package dev.tamis.retrieval.index;

import com.pgvector.PGhalfvec;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.collection.Partitions;
import dev.tamis.retrieval.filter.FilterSql;
import dev.tamis.retrieval.filter.SqlCondition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Search by PostgreSQL. A graph is asked where there is one and it can be trusted to give `k` items; in every other
/// case each allowed vector is scored.
@Component
class PgvectorIndex implements VectorIndex {

    private static final SqlCondition ALL = new SqlCondition("TRUE", List.of());

    private final Partitions partitions;
    private final FilterSql filters;
    private final PgvectorQueries queries;
    private final IndexProperties properties;

    PgvectorIndex(Partitions partitions, FilterSql filters, PgvectorQueries queries, IndexProperties properties) {
        this.partitions = partitions;
        this.filters = filters;
        this.queries = queries;
        this.properties = properties;
    }

    @Override
    public DenseHits search(
            CollectionRef collection, DenseVector query, int k, @Nullable Filter filter, boolean exact) {
        PGhalfvec vector = halved(query);
        SqlCondition condition = filter == null ? ALL : filters.of(filter);
        if (!exact
                && partitions.graphState(collection) == IndexState.HNSW
                && (filter == null || queries.leavesMoreThan(properties.filterProbe(), collection, condition))) {
            boolean bits = collection.index() == IndexKind.HNSW_BIT;
            List<DenseHit> hits = bits
                    ? queries.hnswBit(collection, vector, k, condition)
                    : queries.hnsw(collection, vector, k, condition);
            if (hits.size() == k) {
                return new DenseHits(hits, bits ? DenseHits.HNSW_BIT : DenseHits.HNSW);
            }
        }
        return new DenseHits(queries.exact(collection, vector, k, condition), DenseHits.EXACT);
    }

    @Override
    public Map<String, Double> cosines(CollectionRef collection, DenseVector query, Collection<String> ids) {
        return queries.cosines(collection, halved(query), ids);
    }

    /// The query at norm 1, which leaves cosines as they are and keeps its values within the range of half
    /// precision.
    private static PGhalfvec halved(DenseVector query) {
        float[] values = query.toArray();
        Normalization.normalize(values);
        return new PGhalfvec(values);
    }
}
