package dev.tamis.worker.fit;

import dev.tamis.worker.data.TrainingProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Files that say how far fits are, a folder for each job. Every attempt writes a file of its own and begins with a
/// copy of the last one before it, so that an attempt that was given up for dead spoils nothing.
@Component
class Checkpoints {

    /// What is older belongs to jobs that were cancelled, or went on elsewhere.
    private static final Duration KEPT = Duration.ofDays(14);

    private final Path directory;

    Checkpoints(TrainingProperties properties) {
        this.directory = properties.directory();
    }

    /// The file of an attempt; it exists if an earlier one left something.
    Path open(UUID job, int attempt) {
        try {
            removeOld();
            Path folder = Files.createDirectories(folder(job));
            Path mine = file(folder, attempt);
            for (int earlier = attempt - 1; earlier > 0; earlier--) {
                Path before = file(folder, earlier);
                if (Files.exists(before)) {
                    Files.copy(before, mine, StandardCopyOption.REPLACE_EXISTING);
                    break;
                }
            }
            return mine;
        } catch (IOException failed) {
            throw new UncheckedIOException("no checkpoint can be kept in " + directory, failed);
        }
    }

    /// Removes what attempts of the job left.
    void remove(UUID job) {
        try {
            remove(folder(job));
        } catch (IOException failed) {
            throw new UncheckedIOException("the checkpoints in %s cannot be removed".formatted(folder(job)), failed);
        }
    }

    private Path folder(UUID job) {
        return directory.resolve(job.toString());
    }

    private static Path file(Path folder, int attempt) {
        return folder.resolve("attempt-" + attempt);
    }

    private void removeOld() throws IOException {
        FileTime limit = FileTime.from(Instant.now().minus(KEPT));
        for (Path folder : list(directory)) {
            if (Files.getLastModifiedTime(folder).compareTo(limit) < 0) {
                remove(folder);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        for (Path file : list(folder)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
