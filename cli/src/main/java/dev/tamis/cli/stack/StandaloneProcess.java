package dev.tamis.cli.stack;

import dev.tamis.cli.connection.RunFile;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The stand-alone platform as a child of this process.
public final class StandaloneProcess {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final int LAST_LINES = 15;

    private final Process process;
    private final Path data;
    private final @Nullable Path log;
    private final long logStart;

    private StandaloneProcess(Process process, Path data, @Nullable Path log, long logStart) {
        this.process = process;
        this.data = data;
        this.log = log;
        this.logStart = logStart;
    }

    /// Starts it on this process's terminal.
    static StandaloneProcess inForeground(Console console, Path data, @Nullable Integer port) {
        var builder = new ProcessBuilder(LaunchCommand.of(console, data, port, false)).inheritIO();
        return new StandaloneProcess(start(builder), data, null, 0);
    }

    /// Starts it with its output in `logs/tamis.log` of the data folder.
    ///
    /// @param detached whether it is to outlive this process and its terminal
    public static StandaloneProcess logging(Console console, Path data, @Nullable Integer port, boolean detached) {
        Path log = data.resolve("logs").resolve("tamis.log");
        try {
            Files.createDirectories(log.getParent());
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            var builder = new ProcessBuilder(LaunchCommand.of(console, data, port, detached))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(Path.of("/dev/null").toFile());
            return new StandaloneProcess(start(builder), data, log, logStart);
        } catch (IOException failed) {
            throw Failure.failed("the log %s cannot be written: %s".formatted(log, failed));
        }
    }

    private static Process start(ProcessBuilder builder) {
        builder.environment().put("OPT_OUT_TRACKING", "true");
        try {
            return builder.start();
        } catch (IOException failed) {
            throw Failure.failed("Java could not be started: " + failed.getMessage());
        }
    }

    /// Returns once the platform answers.
    ///
    /// @param tick is told every now and then how long it has taken so far
    /// @throws Failure if the process ends before that, with the last lines of its log
    public RunFile awaitReady(Consumer<Duration> tick) {
        long begin = System.nanoTime();
        while (true) {
            Optional<RunFile> ready = RunFile.read(data).filter(run -> run.pid() == process.pid());
            if (ready.isPresent()) {
                return ready.get();
            }
            var waited = Duration.ofNanos(System.nanoTime() - begin);
            if (hasEndedWithin(LOOK_AGAIN)) {
                throw Failure.failed("Tamis could not start" + lastWords());
            }
            if (waited.compareTo(PATIENCE) > 0) {
                stop();
                throw Failure.failed("Tamis was not ready after %d seconds and was stopped%s"
                        .formatted(waited.toSeconds(), lastWords()));
            }
            tick.accept(waited);
        }
    }

    /// Waits until the process has ended, and returns its exit code.
    public int awaitEnd() {
        try {
            return process.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            stop();
            return process.exitValue();
        }
    }

    /// Asks the process to stop, and waits until it has.
    public void stop() {
        process.destroy();
        if (!hasEndedWithin(STOP_PATIENCE)) {
            process.destroyForcibly();
        }
    }

    /// Stops the process when this one is stopped (Ctrl-C, SIGTERM).
    public void stopWithThisProcess() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-platform"));
    }

    private boolean hasEndedWithin(Duration wait) {
        try {
            return process.waitFor(wait);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted");
        }
    }

    private String lastWords() {
        if (log == null) {
            return "; see above";
        }
        try (var channel = Files.newByteChannel(log)) {
            channel.position(logStart);
            var said = new String(
                    java.nio.channels.Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines = said.strip().lines().toList();
            return "; the end of %s:%n%s"
                    .formatted(
                            log,
                            String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
        } catch (IOException unreadable) {
            return "; its log is " + log;
        }
    }
}
