package dev.tamis.retrieval.collection;

import dev.tamis.common.contract.collection.IndexState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The table that holds a collection's items, and the HNSW graph on it.
///
/// Names and dimensions are put into these statements as text, since PostgreSQL takes no parameters there; both are
/// numbers of ours.
@Repository
public class Partitions {

    private final JdbcTemplate jdbc;

    Partitions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// How far the graph of a collection is. One whose build was broken off counts as being built: it will be built
    /// again.
    public IndexState graphState(CollectionRef collection) {
        List<@Nullable Boolean> valid = jdbc.queryForList(
                "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(?)",
                Boolean.class,
                collection.partition() + "_hnsw");
        if (valid.isEmpty()) {
            return IndexState.EXACT;
        }
        return Boolean.TRUE.equals(valid.getFirst()) ? IndexState.HNSW : IndexState.BUILDING;
    }

    void create(CollectionRef collection) {
        jdbc.execute("""
                CREATE TABLE %1$s PARTITION OF retrieval.item
                    (CONSTRAINT item_%2$d_dimension CHECK (public.vector_dims(vector) = %3$d))
                    FOR VALUES IN (%2$d)
                """.formatted(collection.partition(), collection.id(), collection.dimension()));
        jdbc.execute(
                "COMMENT ON TABLE %s IS 'Items of collection %s'".formatted(collection.partition(), collection.name()));
    }

    /// Drops the table, unless somebody works with it for longer than a second.
    ///
    /// @throws org.springframework.dao.DataAccessException with SQL state 55P03 in that case
    void drop(CollectionRef collection) {
        jdbc.execute("SET LOCAL lock_timeout = '1s'");
        jdbc.execute("DROP TABLE " + collection.partition());
    }

    /// Ends a running build of the HNSW graph, which would hold up the drop, on whichever replica it runs.
    void cancelBuild(CollectionRef collection) {
        jdbc.query(
                "SELECT pg_cancel_backend(pid) FROM pg_stat_progress_create_index WHERE relid = to_regclass(?)",
                row -> {},
                collection.partition());
    }
}
