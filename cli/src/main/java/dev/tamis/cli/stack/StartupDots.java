package dev.tamis.cli.stack;

import dev.tamis.cli.terminal.Console;
import java.time.Duration;
import java.util.function.Consumer;

/// Shows that a start goes on: a dot a second, and in the end how long it took.
public final class StartupDots implements Consumer<Duration> {

    private final Console console;
    private long dots;
    private Duration last = Duration.ZERO;

    public StartupDots(Console console) {
        this.console = console;
        console.err().print("starting Tamis ");
        console.err().flush();
    }

    @Override
    public void accept(Duration waited) {
        last = waited;
        for (; dots < waited.toSeconds(); dots++) {
            console.err().print('.');
            console.err().flush();
        }
    }

    public void finish() {
        console.err().println(" %.1f s".formatted(last.toMillis() / 1000.0));
    }
}
