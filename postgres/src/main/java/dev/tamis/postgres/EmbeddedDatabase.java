package dev.tamis.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// A PostgreSQL 17 server with pgvector, run as a child of this process and reached on the loopback address alone.
///
/// The server's programs come from a Maven artifact and pgvector from this module, so nothing is downloaded or
/// installed. Only Linux on x86-64 is bundled. Works as root and as an ordinary user. Every local user may
/// connect: it is for a laptop, a demonstration and tests, not for a shared machine.
public final class EmbeddedDatabase implements AutoCloseable {

    /// The server's only user.
    public static final String USER = "postgres";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /// Starts a durable server on the cluster in `directory`, which is made if there is none. A server that a killed
    /// process left running on it is stopped first.
    ///
    /// @param port to listen on, or 0 for a free one
    /// @throws UncheckedIOException if it does not start
    public static EmbeddedDatabase start(Path directory, int port) {
        return start(directory, port, true, Map.of());
    }

    /// Starts a server for tests: it gains speed by not waiting for the disk, and may lose data if the machine stops.
    ///
    /// @param port to listen on, or 0 for a free one
    /// @throws UncheckedIOException if it does not start
    public static EmbeddedDatabase startForTests(Path directory, int port) {
        return start(directory, port, false, Map.of());
    }

    /// Starts a server as [#startForTests(Path, int)] does, with settings of its own.
    ///
    /// @param settings values by the names they have in `postgresql.conf`; they win over those chosen here
    /// @throws UncheckedIOException if it does not start
    public static EmbeddedDatabase startForTests(Path directory, int port, Map<String, String> settings) {
        return start(directory, port, false, settings);
    }

    private static EmbeddedDatabase start(Path directory, int port, boolean durable, Map<String, String> settings) {
        requireSupportedPlatform();
        try {
            Path cluster = directory.resolve("cluster");
            Path programs = Files.createDirectories(directory.resolve("programs"));
            Files.createDirectories(cluster);
            OrphanedServer.stop(cluster);
            var builder = EmbeddedPostgres.builder()
                    .setDataDirectory(cluster)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(programs.toFile())
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setRegisterShutdownHook(false)
                    .setLocaleConfig("locale", "C")
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    // The library passes -F (no fsync); what comes later on the command line wins.
                    .setServerConfig("fsync", durable ? "on" : "off")
                    .setServerConfig("synchronous_commit", durable ? "on" : "off")
                    .setServerConfig("full_page_writes", durable ? "on" : "off")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("maintenance_work_mem", "128MB")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("max_wal_size", "512MB")
                    // Vector scans are one expensive function call a row: compiling the plan costs more than it saves.
                    .setServerConfig("jit", "off");
            settings.forEach(builder::setServerConfig);
            if (port != 0) {
                builder.setPort(port);
            }
            var database = new EmbeddedDatabase(builder.start());
            BundledPgvector.installFor(database.server.getPostgresDatabase());
            return database;
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL did not start in " + directory, failed);
        }
    }

    private static void requireSupportedPlatform() {
        String platform = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
        if (!platform.equals("Linux/amd64")) {
            throw new UnsupportedOperationException(
                    "the embedded PostgreSQL runs on Linux/amd64, this is %s; use a PostgreSQL 17 with pgvector by TAMIS_DB_URL"
                            .formatted(platform));
        }
    }

    /// JDBC URL of one of its databases, user included; there is no password.
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database);
    }

    public int port() {
        return server.getPort();
    }

    /// Makes an empty database unless there is one of that name.
    ///
    /// @param name a lower-case identifier
    public void createDatabase(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a plain lower-case identifier: " + name);
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            try (var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException("database " + name + " was not made", failed);
        }
    }

    /// Whether the server still answers.
    public boolean isRunning() {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            return connection.isValid(2);
        } catch (SQLException gone) {
            return false;
        }
    }

    /// Stops the server; open connections are broken off, committed data stays.
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL did not stop", failed);
        }
    }
}
