package dev.tamis.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a command prints and what surrounds it.
public final class Console {

    private static final int DEFAULT_COLUMNS = 110;

    private final PrintStream out;
    private final PrintStream err;
    private final Function<String, @Nullable String> environment;
    private final boolean live;

    /// @param environment value of an environment variable, or null
    /// @param live whether `err` is a terminal, on which a line can be redrawn
    public Console(PrintStream out, PrintStream err, Function<String, @Nullable String> environment, boolean live) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.live = live;
    }

    /// The process's own, in UTF-8 whatever the locale says: JSON is nothing else.
    public static Console system() {
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System::getenv,
                isTerminal());
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    public boolean live() {
        return live;
    }

    /// An environment variable that is set and not blank.
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isBlank());
    }

    /// Characters in a line.
    public int columns() {
        try {
            return environment("COLUMNS").map(Integer::parseInt).orElse(DEFAULT_COLUMNS);
        } catch (NumberFormatException odd) {
            return DEFAULT_COLUMNS;
        }
    }

    /// `System.console()` would tell of stdin and stdout, and progress goes to stderr.
    private static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }
}
