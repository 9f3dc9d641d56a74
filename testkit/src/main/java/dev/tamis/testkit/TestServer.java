package dev.tamis.testkit;

import dev.tamis.postgres.EmbeddedDatabase;
import java.util.Locale;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// The PostgreSQL server that all tests of this JVM share.
///
/// @param prefix JDBC URL up to the database's name
record TestServer(String prefix, String user, String password) {

    String url(String database) {
        return prefix + database;
    }

    static TestServer shared() {
        return Holder.SERVER;
    }

    private static final class Holder {

        static final TestServer SERVER = start();

        private static TestServer start() {
            String choice = System.getProperty("tamis.test.database", "auto").toLowerCase(Locale.ROOT);
            TestServer server = switch (choice) {
                case "docker" -> container();
                case "embedded" -> embedded();
                case "auto" -> DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
                default ->
                    throw new IllegalArgumentException(
                            "tamis.test.database is auto, docker or embedded, not " + choice);
            };
            System.out.println("tests run on " + server.prefix());
            return server;
        }

        @SuppressWarnings("resource") // lives as long as the JVM; Testcontainers removes it
        private static TestServer container() {
            var container = new PostgreSQLContainer(
                            DockerImageName.parse("pgvector/pgvector:pg17").asCompatibleSubstituteFor("postgres"))
                    .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200", "-c", "jit=off");
            container.start();
            return new TestServer(
                    "jdbc:postgresql://%s:%d/".formatted(container.getHost(), container.getMappedPort(5432)),
                    container.getUsername(),
                    container.getPassword());
        }

        private static TestServer embedded() {
            var directory = TemporaryDirectory.create("tamis-test-postgres");
            var database = EmbeddedDatabase.startForTests(directory.path(), 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                database.close();
                directory.delete();
            }));
            return new TestServer(
                    "jdbc:postgresql://127.0.0.1:%d/".formatted(database.port()), EmbeddedDatabase.USER, "none");
        }
    }
}
