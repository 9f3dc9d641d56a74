package dev.tamis.benchmarks.search;

import com.pgvector.PGvector;
import dev.tamis.benchmarks.data.DataSet;
import dev.tamis.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// pgvector's HNSW graph (16 links, beam 100) on an embedded PostgreSQL, over `halfvec` or over sign bits with
/// rescoring; a setting is `ef`, the size of the search's queue and of the shortlist that is rescored.
///
/// Tuned: everything fits in shared buffers, the graph is built in memory by all cores, statements are prepared on a
/// connection a thread, queries travel in binary where the driver can. What is timed as building is `CREATE INDEX`
/// alone, with the rows there. Room: the index; with rescoring, the table too.
final class PgvectorSystem implements SearchSystem {

    private final SystemInput input;
    private final boolean bits;
    private final int d;
    private final EmbeddedDatabase database;

    PgvectorSystem(SystemInput input, boolean bits) {
        this.input = input;
        this.bits = bits;
        d = input.items().dimension();
        long megabytes = Math.max(256, input.items().size() * 2_600L / (1 << 20));
        database = EmbeddedDatabase.startForTests(
                input.folder(),
                0,
                Map.of(
                        "shared_buffers",
                        megabytes + "MB",
                        "maintenance_work_mem",
                        megabytes + "MB",
                        "max_wal_size",
                        "4GB",
                        // Parallel building shares memory there, and containers keep it small.
                        "dynamic_shared_memory_type",
                        sharedMemory(megabytes)));
        database.createDatabase("bench");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION vector");
            statement.execute("CREATE TABLE item (id int NOT NULL, bucket int NOT NULL, vector halfvec(%d) NOT NULL)"
                    .formatted(d));
            statement.execute("ALTER TABLE item ALTER COLUMN vector SET STORAGE PLAIN");
            statement.execute("ALTER TABLE item SET (parallel_workers = %d)".formatted(input.threads()));
            ItemCopy.into(connection, "item", input.items());
            if (input.buckets()) {
                statement.execute("CREATE INDEX ON item (bucket)");
            }
            statement.execute("VACUUM (ANALYZE) item");
        } catch (SQLException | IOException failed) {
            database.close();
            throw new IllegalStateException("the items were not loaded", failed);
        }
    }

    private static String sharedMemory(long megabytes) {
        try {
            Path posix = Path.of("/dev/shm");
            return Files.exists(posix) && Files.getFileStore(posix).getUsableSpace() > megabytes * (1L << 20)
                    ? "posix"
                    : "mmap";
        } catch (IOException unknown) {
            return "mmap";
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url("bench") + "?prepareThreshold=1", EmbeddedDatabase.USER, "");
    }

    @Override
    public void build() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET max_parallel_maintenance_workers = " + input.threads());
            statement.execute("CREATE INDEX graph ON item USING hnsw (%s) WITH (m = 16, ef_construction = 100)"
                    .formatted(bits ? bits("vector") + " bit_hamming_ops" : "vector halfvec_ip_ops"));
        }
    }

    private String bits(String expression) {
        return "(binary_quantize(%s)::bit(%d))".formatted(expression, d);
    }

    @Override
    public List<String> settings() {
        return Settings.each("ef", 40, 80, 160, 320, 640, 1_000); // which is the most
    }

    @Override
    public Searcher searcher(String setting, int below) throws SQLException {
        int ef = Settings.number(setting);
        Connection connection = connect();
        PGvector.registerTypes(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET hnsw.ef_search = " + ef);
            statement.execute("SET max_parallel_workers_per_gather = 0");
            if (below == Buckets.ALL) {
                statement.execute("SET enable_seqscan = off");
                statement.execute("SET plan_cache_mode = force_generic_plan");
            } else {
                statement.execute("SET hnsw.iterative_scan = relaxed_order");
                statement.execute("SET hnsw.max_scan_tuples = " + input.items().size());
            }
        }
        return new StatementSearcher(connection, sql(ef, below), bits ? 2 : 1);
    }

    private String sql(int shortlist, int below) {
        // As scalar subqueries, so that they are cast once and not for every row.
        String query = "(SELECT (?::vector)::halfvec(%d))".formatted(d);
        if (bits) {
            return """
                    SELECT id FROM (SELECT id, vector FROM item ORDER BY %s <~> %s LIMIT %d) AS shortlist
                    ORDER BY vector <#> %s LIMIT %d
                    """.formatted(bits("vector"), "(SELECT " + bits("?::vector") + ")", shortlist, query, DataSet.K);
        }
        String condition = below == Buckets.ALL ? "" : "WHERE bucket < " + below;
        return "SELECT id FROM item %s ORDER BY vector <#> %s LIMIT %d".formatted(condition, query, DataSet.K);
    }

    @Override
    public IndexSize size() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_relation_size('graph'), pg_relation_size('item')")) {
            row.next();
            return new IndexSize(row.getLong(1), row.getLong(1) + row.getLong(2));
        }
    }

    @Override
    public void close() {
        database.close();
    }

    private static final class StatementSearcher implements Searcher {

        private final Connection connection;
        private final PreparedStatement statement;
        private final int parameters;

        StatementSearcher(Connection connection, String sql, int parameters) throws SQLException {
            this.connection = connection;
            this.parameters = parameters;
            statement = connection.prepareStatement(sql);
        }

        @Override
        public int[] search(float[] query) throws SQLException {
            var vector = new PGvector(query);
            for (int parameter = 1; parameter <= parameters; parameter++) {
                statement.setObject(parameter, vector);
            }
            int[] items = new int[DataSet.K];
            int found = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    items[found++] = rows.getInt(1);
                }
            }
            return found == items.length ? items : Arrays.copyOf(items, found);
        }

        @Override
        public void close() throws IOException {
            try {
                connection.close();
            } catch (SQLException failed) {
                throw new IOException("the connection was not closed", failed);
            }
        }
    }
}
