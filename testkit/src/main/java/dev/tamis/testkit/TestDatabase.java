package dev.tamis.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// An empty database on a real PostgreSQL 17 with pgvector.
///
/// The server is started once for all tests of a JVM: a container of `pgvector/pgvector:pg17` where a Docker engine
/// runs, else the embedded one. The system property `tamis.test.database` (`docker` or `embedded`) makes the
/// choice, and then fails rather than skips where it cannot be had.
///
/// @param url JDBC URL
public record TestDatabase(String url, String user, String password) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /// Makes a database that no other test uses. It goes when the server does.
    public static TestDatabase create() {
        TestServer server = TestServer.shared();
        String name = "test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        try (Connection connection =
                        DriverManager.getConnection(server.url("postgres"), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException("the test database was not made", failed);
        }
        return new TestDatabase(server.url(name), server.user(), server.password());
    }
}
