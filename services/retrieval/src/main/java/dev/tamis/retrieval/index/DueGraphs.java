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
    /// @param bits whether it is over one bit a dimension
    record DueGraph(long id, String name, int dimension, boolean bits) {

        String table() {
            return "retrieval.item_" + id;
        }

        String index() {
            return "item_" + id + "_hnsw";
        }

        /// What is indexed, with its operators.
        String expression() {
            String vector = "vector::public.halfvec(%d)".formatted(dimension);
            return bits
                    ? "(public.binary_quantize(%s)::bit(%d)) public.bit_hamming_ops".formatted(vector, dimension)
                    : "(%s) public.halfvec_cosine_ops".formatted(vector);
        }
    }

    private static final int WAITS_NO_LONGER = 5;

    private final JdbcTemplate jdbc;
    private final IndexProperties properties;
    private final MemoryAdmission admission;

    DueGraphs(JdbcTemplate jdbc, IndexProperties properties, MemoryAdmission admission) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.admission = admission;
    }

    /// The one that has waited longest of those that are to have a graph and have no valid one, are large enough and
    /// are quiet, or too large to wait for that.
    Optional<DueGraph> next() {
        long threshold = properties.graphThreshold();
        return jdbc
                .query(
                        """
                        SELECT c.id, c.name, c.dimension, c.index_kind = 'HNSW_BIT'
                        FROM (SELECT *, items - items_without_vector AS vectors,
                                now() - changed_at AS quiet FROM retrieval.collection) AS c
                        LEFT JOIN pg_index AS i
                            ON i.indexrelid = to_regclass('retrieval.item_' || c.id || '_hnsw')
                        WHERE i.indisvalid IS NOT TRUE AND (
                            c.index_kind = 'AUTO' AND c.id = ANY (?)
                                AND c.vectors >= ? AND (c.quiet >= ? * interval '1 ms' OR c.vectors >= ?)
                            OR c.index_kind IN ('HNSW', 'HNSW_BIT')
                                AND c.vectors > 0 AND (c.quiet >= ? * interval '1 ms' OR c.vectors >= ?))
                        ORDER BY c.changed_at LIMIT 1
                        """,
                        (row, number) ->
                                new DueGraph(row.getLong(1), row.getString(2), row.getInt(3), row.getBoolean(4)),
                        admission.refused().toArray(Long[]::new),
                        threshold,
                        properties.quiet().toMillis(),
                        WAITS_NO_LONGER * threshold,
                        properties.hnswQuiet().toMillis(),
                        WAITS_NO_LONGER * threshold)
                .stream()
                .findFirst();
    }
}
