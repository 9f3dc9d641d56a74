package dev.tamis.cli.ingest;

import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// Remembers on disk how far an import is, so that the same command goes on after a break. One file for each
/// gateway, collection and source file; removed once the import is complete.
final class Journal {

    private final Path file;
    private final Subject subject;

    private Journal(Path file, Subject subject) {
        this.file = file;
        this.subject = subject;
    }

    /// What is imported whereto. An entry holds only for the very same.
    ///
    /// @param collectionCreatedAt tells a collection from an older one of its name
    /// @param size of the file in bytes
    /// @param modified when the file was last changed
    /// @param mapping how its lines become items
    record Subject(
            String url,
            String collection,
            Instant collectionCreatedAt,
            String file,
            long size,
            Instant modified,
            String mapping) {}

    /// @param line up to which all lines are acknowledged, from 1
    /// @param position bytes of the file up to there
    record Entry(Subject subject, long line, long position, Counts counts) {}

    static Journal of(Path data, Subject subject) {
        String name = hash(subject.url() + "\n" + subject.collection() + "\n" + subject.file());
        return new Journal(data.resolve("imports").resolve(name + ".json"), subject);
    }

    /// The last entry, if there is one.
    Optional<Entry> read() {
        try {
            return Optional.of(Json.mapper().readValue(Files.readAllBytes(file), Entry.class));
        } catch (IOException | JacksonException none) {
            return Optional.empty();
        }
    }

    /// Why an entry does not hold for what is imported now; empty if it holds.
    Optional<String> mismatch(Entry entry) {
        Subject then = entry.subject();
        if (!then.collectionCreatedAt().equals(subject.collectionCreatedAt())) {
            return Optional.of("the collection was created anew since");
        }
        if (then.size() != subject.size() || !then.modified().equals(subject.modified())) {
            return Optional.of("the file has changed since");
        }
        return then.mapping().equals(subject.mapping())
                ? Optional.empty()
                : Optional.of("its columns are mapped differently now");
    }

    /// Keeps an entry; it is there whole or not at all.
    void write(long line, long position, Counts counts) {
        try {
            Files.createDirectories(file.getParent());
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, Json.line(new Entry(subject, line, position, counts)));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw Failure.failed("the import's journal %s cannot be written: %s".formatted(file, failed));
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw Failure.failed("the import's journal %s cannot be removed: %s".formatted(file, failed));
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
