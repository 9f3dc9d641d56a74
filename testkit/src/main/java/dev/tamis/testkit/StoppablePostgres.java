package dev.tamis.testkit;

import dev.tamis.postgres.EmbeddedDatabase;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of a test's own on a port that stays the same, to be absent at start or lost in mid-run. Always the
/// embedded one: a container cannot be started again on its port.
public final class StoppablePostgres implements AutoCloseable {

    private static final String DATABASE = "outage";

    private final TemporaryDirectory directory = TemporaryDirectory.create("tamis-test-outage");
    private final int port = FreePorts.one();
    private @Nullable EmbeddedDatabase server;

    /// Starts it, on the data that it had when it was stopped.
    public void start() {
        if (server == null) {
            server = EmbeddedDatabase.startForTests(directory.path(), port);
            server.createDatabase(DATABASE);
        }
    }

    /// Stops it at once; open connections break.
    public void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
    }

    public String user() {
        return EmbeddedDatabase.USER;
    }

    public String password() {
        return "none";
    }

    @Override
    public void close() {
        stop();
        directory.delete();
    }
}
