package dev.tamis.cli;

import dev.tamis.cli.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Runs the command in this JVM.
public final class Cli {

    private final Map<String, String> environment = new HashMap<>();

    /// What the command printed and returned.
    public record Ended(int exitCode, String out, String err) {}

    public Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Ended run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(printing(out), printing(err), environment::get, false);
        int exitCode = TamisCommand.run(console, arguments);
        return new Ended(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
