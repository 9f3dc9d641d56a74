package dev.tamis.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

    @TempDir
    Path directory;

    @Test
    void keepsWhatWasCommittedAndFindsNearestVectorsAfterARestart() throws SQLException {
        try (var database = EmbeddedDatabase.start(directory, 0)) {
            database.createDatabase("shop");
            database.createDatabase("shop");
            execute(database, "CREATE EXTENSION vector");
            execute(database, "CREATE TABLE item (id text, v halfvec(3))");
            execute(database, "INSERT INTO item VALUES ('near', '[1,0,0]'), ('far', '[0,1,0]')");
        }

        try (var database = EmbeddedDatabase.start(directory, 0)) {
            assertThat(query(database, "SELECT id FROM item ORDER BY v <=> '[0.9,0.1,0]' LIMIT 1"))
                    .isEqualTo("near");
        }
    }

    @Test
    void waitsForTheDiskUnlessItIsForTests() throws SQLException {
        try (var database = EmbeddedDatabase.start(directory, 0)) {
            database.createDatabase("shop");
            assertThat(query(database, "SHOW fsync")).isEqualTo("on");
        }
    }

    @Test
    void takesTheClusterOverFromAServerThatLostItsParent() throws Exception {
        var abandoned = EmbeddedDatabase.start(directory, 0);
        abandoned.createDatabase("shop");
        long orphan = Long.parseLong(Files.readAllLines(directory.resolve("cluster/postmaster.pid"))
                .getFirst()
                .strip());
        Files.deleteIfExists(directory.resolve("cluster/epg-lock"));

        try (var database = EmbeddedDatabase.start(directory, 0)) {
            assertThat(query(database, "SELECT 'here'")).isEqualTo("here");
            assertThat(ProcessHandle.of(orphan)).isEmpty();
        }
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return Objects.requireNonNull(rows.getString(1));
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url("shop"), EmbeddedDatabase.USER, "none");
    }
}
