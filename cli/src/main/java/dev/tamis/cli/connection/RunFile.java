package dev.tamis.cli.connection;

import dev.tamis.cli.terminal.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// What the stand-alone process says of itself in `run.json` while it runs and is ready.
///
/// @param url of the gateway
/// @param services port by name
/// @param startedAt when it became ready
public record RunFile(long pid, URI url, Map<String, Integer> services, Instant startedAt) {

    private static final Duration CLOCK_SLACK = Duration.ofSeconds(5);

    public RunFile {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    }

    static Path in(Path data) {
        return data.resolve("run.json");
    }

    /// The run file of a process that lives; one left behind by a process that was killed counts as none.
    public static Optional<RunFile> ofRunning(Path data) {
        return read(data).filter(RunFile::isRunning);
    }

    /// The run file as it is, also if its process is gone.
    public static Optional<RunFile> read(Path data) {
        try {
            return Optional.of(Json.mapper().readValue(Files.readAllBytes(in(data)), RunFile.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /// Removes what a killed process left behind.
    public static void delete(Path data) {
        try {
            Files.deleteIfExists(in(data));
        } catch (IOException kept) {
            // It stays; without its process it counts as none.
        }
    }

    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
    }

    private boolean isRunning() {
        return process().isPresent();
    }

    /// A process that began after the file was written has inherited nothing but the number.
    private boolean isOurs(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> start.isBefore(startedAt.plus(CLOCK_SLACK)))
                .orElse(true);
    }
}
