package dev.tamis.retrieval.index;

import com.pgvector.PGhalfvec;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.filter.SqlCondition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The statements of search by PostgreSQL. Vectors and what callers send are parameters; only numbers of ours become
/// part of the text.
@Repository
class PgvectorQueries {

    private static final RowMapper<DenseHit> HIT =
            (row, number) -> new DenseHit(row.getString(1), 1 - row.getDouble(2));
    private static final int MAX_EF_SEARCH = 1_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final IndexProperties properties;

    PgvectorQueries(JdbcTemplate jdbc, PlatformTransactionManager transactions, IndexProperties properties) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.properties = properties;
    }

    /// Scores every allowed vector. The sum keeps the planner from an HNSW index, which orders by the bare
    /// distance.
    List<DenseHit> exact(CollectionRef collection, PGhalfvec query, int k, SqlCondition condition) {
        String sql = """
                SELECT id, (vector::halfvec(%d) <=> ?) + 0 AS distance FROM %s
                WHERE vector IS NOT NULL AND %s
                ORDER BY distance, id LIMIT ?
                """.formatted(collection.dimension(), collection.partition(), condition.sql());
        return jdbc.query(sql, binding(List.of(query), condition, List.of(k)), HIT);
    }

    /// Asks the graph. It may find fewer than `k` items though more are allowed.
    List<DenseHit> hnsw(CollectionRef collection, PGhalfvec query, int k, SqlCondition condition) {
        String sql = """
                SELECT id, distance FROM (
                    SELECT id, vector::halfvec(%1$d) <=> ? AS distance FROM %2$s
                    WHERE vector IS NOT NULL AND %3$s
                    ORDER BY vector::halfvec(%1$d) <=> ? LIMIT ?) AS shortlist
                ORDER BY distance + 0, id
                """.formatted(collection.dimension(), collection.partition(), condition.sql());
        return throughGraph(k, sql, binding(List.of(query), condition, List.of(query, k)));
    }

    /// Asks the graph over bits for a shortlist by Hamming distance, and scores that at full precision.
    List<DenseHit> hnswBit(CollectionRef collection, PGhalfvec query, int k, SqlCondition condition) {
        String sql = """
                SELECT id, (vector::halfvec(%1$d) <=> ?) + 0 AS distance FROM (
                    SELECT id, vector FROM %2$s
                    WHERE vector IS NOT NULL AND %3$s
                    ORDER BY binary_quantize(vector::halfvec(%1$d))::bit(%1$d)
                        <~> binary_quantize(?::halfvec(%1$d))::bit(%1$d) LIMIT ?) AS shortlist
                ORDER BY distance, id LIMIT ?
                """.formatted(collection.dimension(), collection.partition(), condition.sql());
        int shortlist = Math.max(properties.bitOversampling() * k, properties.efSearch());
        return throughGraph(shortlist, sql, binding(List.of(query), condition, List.of(query, shortlist, k)));
    }

    private List<DenseHit> throughGraph(int shortlist, String sql, PreparedStatementSetter values) {
        List<DenseHit> hits = transactions.execute(transaction -> {
            set(Math.min(MAX_EF_SEARCH, Math.max(shortlist, properties.efSearch())));
            return jdbc.query(sql, values, HIT);
        });
        return hits == null ? List.of() : hits;
    }

    /// Whether more vectors than a number are allowed.
    boolean leavesMoreThan(int number, CollectionRef collection, SqlCondition condition) {
        String sql = """
                SELECT count(*) FROM (
                    SELECT 1 FROM %s WHERE vector IS NOT NULL AND %s LIMIT ?) AS allowed
                """.formatted(collection.partition(), condition.sql());
        List<Long> counts =
                jdbc.query(sql, binding(List.of(), condition, List.of(number + 1)), (row, index) -> row.getLong(1));
        return counts.getFirst() > number;
    }

    Map<String, Double> cosines(CollectionRef collection, PGhalfvec query, Collection<String> ids) {
        var cosines = new HashMap<String, Double>();
        jdbc.query(
                """
                SELECT id, vector::halfvec(%d) <=> ? FROM %s
                WHERE collection_id = %d AND id = ANY (?) AND vector IS NOT NULL
                """.formatted(collection.dimension(), collection.partition(), collection.id()),
                statement -> {
                    statement.setObject(1, query);
                    statement.setArray(2, statement.getConnection().createArrayOf("text", ids.toArray()));
                },
                row -> {
                    cosines.put(row.getString(1), 1 - row.getDouble(2));
                });
        return cosines;
    }

    /// Settings of the transaction. With `enable_sort` off the planner takes the index, whatever it thinks of the
    /// filter: for few allowed items it is not asked.
    private void set(int efSearch) {
        jdbc.query("""
                SELECT set_config('hnsw.ef_search', ?, true),
                    set_config('hnsw.iterative_scan', 'strict_order', true),
                    set_config('hnsw.max_scan_tuples', ?, true),
                    set_config('enable_seqscan', 'off', true),
                    set_config('enable_sort', 'off', true)
                """, row -> {}, String.valueOf(efSearch), String.valueOf(properties.maxScanTuples()));
    }

    private static PreparedStatementSetter binding(List<Object> before, SqlCondition condition, List<Object> after) {
        List<Object> all = Stream.of(before, condition.parameters(), after)
                .flatMap(List::stream)
                .toList();
        return statement -> {
            for (int i = 0; i < all.size(); i++) {
                statement.setObject(i + 1, all.get(i));
            }
        };
    }
}
