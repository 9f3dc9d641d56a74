package dev.tamis.cli.connection;

import dev.tamis.cli.terminal.Console;
import dev.tamis.client.TamisClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command that asks the platform for what it does and shows.
public abstract class ConnectedCommand implements Callable<Integer> {

    @Mixin
    private final ConnectionOptions connection;

    protected final Console console;

    protected ConnectedCommand(Console console) {
        this.console = console;
        this.connection = new ConnectionOptions(console);
    }

    @Override
    public final Integer call() {
        try (TamisClient tamis = connection.client()) {
            return run(tamis);
        }
    }

    /// Does it, and returns the exit code.
    protected abstract int run(TamisClient tamis);
}
