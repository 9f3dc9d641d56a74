package dev.tamis.retrieval.index;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Tells which collection is in want of an HNSW graph.
@Repository
class DueGraphs {

    /// A graph that is to be built.
    ///
    /// @param id of the collection
    /// @param name of the collection
    record DueGraph(long id, String name, int dimension) {

        String table() {
            return "retrieval.item_" + id;
        }

        String index() {
            return "item_" + id + "_hnsw";
        }
    }

    private static final int WAITS_NO_LONGER = 5;

    private final JdbcTemplate jdbc;
    private final IndexProperties properties;

    DueGraphs(JdbcTemplate jdbc, IndexProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /// The one that has waited longest of those that have no valid graph, are large enough and are quiet, or too
    /// large to wait for that.
    Optional<DueGraph> next() {
        long threshold = properties.graphThreshold();
        return jdbc
                .query(
                        """
                        SELECT c.id, c.name, c.dimension
                        FROM (SELECT *, items - items_without_vector AS vectors,
                                now() - changed_at AS quiet FROM retrieval.collection) AS c
                        LEFT JOIN pg_index AS i
                            ON i.indexrelid = to_regclass('retrieval.item_' || c.id || '_hnsw')
                        WHERE i.indisvalid IS NOT TRUE AND (
                            c.index_kind = 'AUTO' AND c.vectors >= ? AND c.quiet >= ? * interval '1 ms'
                            OR c.index_kind = 'HNSW' AND c.vectors > 0 AND c.quiet >= ? * interval '1 ms'
                            OR c.index_kind <> 'EXACT' AND c.vectors >= ?)
                        ORDER BY c.changed_at LIMIT 1
                        """,
                        (row, number) -> new DueGraph(row.getLong(1), row.getString(2), row.getInt(3)),
                        threshold,
                        properties.quiet().toMillis(),
                        properties.hnswQuiet().toMillis(),
                        WAITS_NO_LONGER * threshold)
                .stream()
                .findFirst();
    }
}
