package dev.tamis.cli.stack;

import dev.tamis.cli.connection.DataOption;
import dev.tamis.cli.connection.RunFile;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Failure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tamis down`.
@Command(name = "down", description = "Stop the stand-alone platform. Its data stays.")
public final class DownCommand implements Callable<Integer> {

    private static final int PATIENCE_SECONDS = 60;

    @Mixin
    private final DataOption data;

    private final Console console;

    public DownCommand(Console console) {
        this.console = console;
        this.data = new DataOption(console);
    }

    @Override
    public Integer call() {
        Path folder = data.folder();
        Optional<ProcessHandle> process = RunFile.read(folder).flatMap(RunFile::process);
        if (process.isEmpty()) {
            RunFile.delete(folder);
            console.out().println("Tamis is not running here; nothing to stop");
            return ExitCodes.OK;
        }
        stop(process.get());
        RunFile.delete(folder);
        console.out().println("Tamis is stopped; its data is in " + folder);
        return ExitCodes.OK;
    }

    private static void stop(ProcessHandle process) {
        if (!process.destroy()) {
            throw Failure.failed("process %d cannot be stopped by this user".formatted(process.pid()));
        }
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            throw Failure.failed(
                    "process %d has not stopped within %d seconds; kill -9 %d ends it, and loses no stored item"
                            .formatted(process.pid(), PATIENCE_SECONDS, process.pid()));
        } catch (InterruptedException | ExecutionException stopped) {
            throw Failure.failed("interrupted while process %d stops".formatted(process.pid()));
        }
    }
}
