package dev.tamis.cli.demo;

import dev.tamis.cli.connection.ConnectionOptions;
import dev.tamis.cli.connection.DataOption;
import dev.tamis.cli.connection.RunFile;
import dev.tamis.cli.connection.Target;
import dev.tamis.cli.stack.StandaloneProcess;
import dev.tamis.cli.stack.StartupDots;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Progress;
import dev.tamis.client.TamisClient;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tamis demo`.
@Command(
        name = "demo",
        description = "Start the platform, load a sample catalogue, and search it in three ways.",
        footer = {
            "",
            "A platform that runs already is used as it is; otherwise one is started and stays up until Ctrl-C. The"
                    + " collection is named demo."
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "N",
            description =
                    "Port of the gateway, if it is started (default 8080); the other services use the next three.")
    private @Nullable Integer port;

    @Mixin
    private final DataOption data;

    private final Console console;

    public DemoCommand(Console console) {
        this.console = console;
        this.data = new DataOption(console);
    }

    @Override
    public Integer call() {
        Path folder = data.folder();
        Optional<RunFile> running = RunFile.ofRunning(folder);
        if (running.isPresent()) {
            console.err().println("Tamis is running already at " + running.get().url());
            show(target(running.get(), folder), false);
            return ExitCodes.OK;
        }
        StandaloneProcess process = StandaloneProcess.logging(console, folder, port, false);
        process.stopWithThisProcess();
        var dots = new StartupDots(console);
        RunFile ready = process.awaitReady(dots);
        dots.finish();
        show(target(ready, folder), true);
        return process.awaitEnd();
    }

    private static Target target(RunFile run, Path folder) {
        return new Target(run.url(), ConnectionOptions.adminKey(folder));
    }

    private void show(Target target, boolean staysUp) {
        try (TamisClient tamis = target.client()) {
            try (var progress = new Progress(console)) {
                new SampleCatalogue(tamis, progress).load();
            }
            new SampleSearches(tamis, console).show();
        }
        printNextSteps(target, staysUp);
    }

    private void printNextSteps(Target target, boolean staysUp) {
        PrintStream out = console.out();
        out.println();
        out.println("Try it");
        out.println("  API      " + target.url() + "/swagger-ui.html");
        out.println("""
                  curl     curl -s %s/v1/collections/demo/search \\
                             -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\
                             -d '{"query": "hoover for pet hair", "k": 3}'""".indent(2).stripTrailing().formatted(target.url(), target.key()));
        out.println(
                "  search   ./tamis search --collection demo \"mouse\" --filter 'department = Pets'" + data.again());
        out.println("  explain  ./tamis search --collection demo \"dutch oven\" --explain" + data.again());
        out.println("  status   ./tamis status" + data.again());
        out.println();
        out.println(
                staysUp
                        ? "Tamis stays up until Ctrl-C; use another terminal for the rest."
                        : "Tamis runs on; ./tamis down%s stops it.".formatted(data.again()));
    }
}
