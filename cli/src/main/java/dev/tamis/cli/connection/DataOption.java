package dev.tamis.cli.connection;

import dev.tamis.cli.terminal.Console;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--data`, the folder of the stand-alone platform.
public final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the stand-alone platform (or TAMIS_DATA; default ~/.tamis).")
    private @Nullable Path data;

    private final Console console;

    public DataOption(Console console) {
        this.console = console;
    }

    /// The folder, absolute.
    public Path folder() {
        Path chosen = data != null
                ? data
                : console.environment("TAMIS_DATA")
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".tamis"));
        return chosen.toAbsolutePath().normalize();
    }

    /// How to name the same folder again on a command line; empty for the default one.
    public String again() {
        return data == null ? "" : " --data " + data;
    }
}
