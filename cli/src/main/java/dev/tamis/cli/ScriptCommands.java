package dev.tamis.cli;

import dev.tamis.cli.terminal.Failure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// Commands that `./tamis` runs before this program is asked; they are here for the help.
final class ScriptCommands {

    private ScriptCommands() {}

    @Command(name = "test", description = "Build everything and run all tests.")
    static final class TestCommand implements Callable<Integer> {

        @SuppressWarnings("UnusedVariable") // swallows what the script would read
        @Unmatched
        private List<String> rest = List.of();

        @Override
        public Integer call() {
            throw elsewhere("test");
        }
    }

    @Command(name = "bench", description = "Run a benchmark: bench NAME [--json].")
    static final class BenchCommand implements Callable<Integer> {

        @SuppressWarnings("UnusedVariable") // swallows what the script would read
        @Unmatched
        private List<String> rest = List.of();

        @Override
        public Integer call() {
            throw elsewhere("bench");
        }
    }

    private static Failure elsewhere(String name) {
        return Failure.usage("'%s' is run by the script ./tamis itself: call it from the repository".formatted(name));
    }
}
