package dev.tamis.cli.stack;

import dev.tamis.cli.connection.DataOption;
import dev.tamis.cli.connection.RunFile;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tamis up`.
@Command(
        name = "up",
        description = "Start the stand-alone platform: all services and PostgreSQL in one process.",
        footer = {
            "",
            "Items, keys and everything else are kept in the data folder between starts.",
            "TAMIS_JAVA_OPTS adds flags for the platform's JVM, for example -Xmx4g."
        })
public final class UpCommand implements Callable<Integer> {

    @Option(names = "--detach", description = "Return once it is ready; its log is DIR/logs/tamis.log.")
    private boolean detach;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the gateway (default 8080); the other services use the three after it.")
    private @Nullable Integer port;

    @Mixin
    private final DataOption data;

    private final Console console;

    public UpCommand(Console console) {
        this.console = console;
        this.data = new DataOption(console);
    }

    @Override
    public Integer call() {
        Path folder = data.folder();
        Optional<RunFile> running = RunFile.ofRunning(folder);
        if (running.isPresent()) {
            console.out()
                    .println("Tamis is running already at %s (process %d)"
                            .formatted(running.get().url(), running.get().pid()));
            return ExitCodes.OK;
        }
        return detach ? startDetached(folder) : stayInForeground(folder);
    }

    private int stayInForeground(Path folder) {
        StandaloneProcess process = StandaloneProcess.inForeground(console, folder, port);
        process.stopWithThisProcess();
        RunFile ready = process.awaitReady(waited -> {});
        printReady(ready, folder);
        console.out().println("  stop     Ctrl-C");
        return process.awaitEnd();
    }

    private int startDetached(Path folder) {
        StandaloneProcess process = StandaloneProcess.logging(console, folder, port, true);
        var guard = new Thread(process::stop, "stop-platform");
        Runtime.getRuntime().addShutdownHook(guard); // Ctrl-C while it starts: nobody wants it any more
        var dots = new StartupDots(console);
        RunFile ready = process.awaitReady(dots);
        dots.finish();
        Runtime.getRuntime().removeShutdownHook(guard);
        printReady(ready, folder);
        console.out().println("  log      " + folder.resolve("logs").resolve("tamis.log"));
        console.out().println("  stop     ./tamis down" + data.again());
        return ExitCodes.OK;
    }

    private void printReady(RunFile ready, Path folder) {
        console.out().println("Tamis is ready");
        console.out().println("  gateway  " + ready.url());
        console.out().println("  API      " + ready.url() + "/swagger-ui.html");
        console.out().println("  key      in " + folder.resolve("admin.key"));
    }
}
