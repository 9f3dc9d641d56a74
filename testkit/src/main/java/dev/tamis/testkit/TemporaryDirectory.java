package dev.tamis.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A directory of a test's own, for what outlives JUnit's temporary directories.
record TemporaryDirectory(Path path) {

    static TemporaryDirectory create(String prefix) {
        try {
            return new TemporaryDirectory(Files.createTempDirectory(prefix));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Deletes it with all it holds; what another process removes meanwhile is no failure.
    void delete() {
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(each -> {
                boolean gone = each.toFile().delete() || !Files.exists(each);
                if (!gone) {
                    each.toFile().deleteOnExit();
                }
            });
        } catch (IOException | UncheckedIOException ignored) {
            // It lies in the system's temporary folder; leaving it there harms nobody.
        }
    }
}
