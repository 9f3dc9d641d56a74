package dev.tamis.retrieval.index;

import dev.tamis.retrieval.index.DueGraphs.DueGraph;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Builds one HNSW graph without blocking reads and writes (`CREATE INDEX CONCURRENTLY`), one at a time over all
/// replicas.
@Component
class GraphBuild {

    private static final Logger log = LoggerFactory.getLogger(GraphBuild.class);
    /// Held while a graph is built; the same for all replicas.
    private static final long LOCK = 0x7A12L << 44;
    /// What PostgreSQL answers if its shared memory is too small for workers, as in a container by default.
    private static final String DISK_FULL = "53100";

    private final DataSource database;
    private final IndexProperties properties;
    private volatile @Nullable Statement running;

    GraphBuild(DataSource database, IndexProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /// Builds the graph that is due, unless another replica is building.
    ///
    /// @param due asked once it is certain that nobody else builds
    /// @return whether a graph was built
    boolean build(Supplier<Optional<DueGraph>> due) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (!isTrue(statement, "SELECT pg_try_advisory_lock(%d)".formatted(LOCK))) {
                return false;
            }
            try {
                Optional<DueGraph> graph = due.get();
                if (graph.isPresent()) {
                    running = statement;
                    build(statement, graph.get());
                }
                return graph.isPresent();
            } finally {
                running = null;
                if (!connection.isClosed()) {
                    statement.execute("RESET ALL");
                    statement.execute("SELECT pg_advisory_unlock(%d)".formatted(LOCK));
                }
            }
        }
    }

    /// Ends a build that runs; what it leaves behind is cleared away by the next.
    void cancel() {
        Statement building = running;
        if (building != null) {
            try {
                building.cancel();
            } catch (SQLException gone) {
                log.atDebug().setCause(gone).log("build not cancelled, it has ended");
            }
        }
    }

    private void build(Statement statement, DueGraph graph) throws SQLException {
        long start = System.nanoTime();
        log.atInfo().addKeyValue("collection", graph.name()).log("building hnsw graph");
        statement.execute("SET maintenance_work_mem = '%dkB'"
                .formatted(properties.buildMemory().toKilobytes()));
        try {
            create(statement, graph);
        } catch (SQLException failed) {
            if (!DISK_FULL.equals(failed.getSQLState())) {
                throw failed;
            }
            log.atWarn()
                    .addKeyValue("collection", graph.name())
                    .log("shared memory too small for parallel workers, building without them");
            statement.execute("SET max_parallel_maintenance_workers = 0");
            create(statement, graph);
        }
        log.atInfo()
                .addKeyValue("collection", graph.name())
                .addKeyValue("tookMillis", (System.nanoTime() - start) / 1_000_000)
                .log("hnsw graph built");
    }

    private void create(Statement statement, DueGraph graph) throws SQLException {
        statement.execute("DROP INDEX CONCURRENTLY IF EXISTS retrieval." + graph.index());
        statement.execute("""
                CREATE INDEX CONCURRENTLY %s ON %s
                USING hnsw (%s)
                WITH (m = %d, ef_construction = %d)
                """.formatted(
                        graph.index(),
                        graph.table(),
                        graph.expression(),
                        properties.maxLinks(),
                        Math.max(properties.efConstruction(), 2 * properties.maxLinks())));
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
