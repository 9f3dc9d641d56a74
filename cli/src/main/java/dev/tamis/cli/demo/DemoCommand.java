package dev.tamis.cli.demo;

import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tamis demo`.
@Command(name = "demo", description = "Start the platform, load a sample catalogue, and search it in three ways.")
public final class DemoCommand implements Callable<Integer> {

    private final Console console;

    public DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println("later");
        return ExitCodes.OK;
    }
}
