package dev.tamis.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/// The pgvector extension that this module carries, put where a running server looks for extensions. The server reads
/// the files at `CREATE EXTENSION`, so it need not be restarted.
final class BundledPgvector {

    private static final String RESOURCES = "/dev/tamis/postgres/pgvector/";

    private BundledPgvector() {}

    static void installFor(DataSource server) throws IOException {
        Path extensions = directory(server, "SHAREDIR").resolve("extension");
        copy("linux-amd64/vector.so", directory(server, "PKGLIBDIR"));
        copy("vector.control", extensions);
        copy("vector--0.8.0.sql", extensions);
    }

    private static Path directory(DataSource server, String name) throws IOException {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT setting FROM pg_config WHERE name = '" + name + "'")) {
            rows.next();
            return Path.of(Objects.requireNonNull(rows.getString(1)));
        } catch (SQLException failed) {
            throw new IOException("the server does not say where its extensions are", failed);
        }
    }

    private static void copy(String resource, Path directory) throws IOException {
        Path target = directory.resolve(Path.of(resource).getFileName());
        if (Files.exists(target)) {
            return;
        }
        // Another process may install into the same folder: each writes its own file, the rename is atomic.
        Path part = Files.createTempFile(directory, "pgvector", ".part");
        try (InputStream in = BundledPgvector.class.getResourceAsStream(RESOURCES + resource)) {
            Files.copy(Objects.requireNonNull(in, resource), part, StandardCopyOption.REPLACE_EXISTING);
        }
        part.toFile().setReadable(true, false);
        part.toFile().setExecutable(true, false);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
