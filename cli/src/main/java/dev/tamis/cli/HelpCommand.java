package dev.tamis.cli;

import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Failure;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tamis help`, for those who do not think of `--help`.
@Command(name = "help", description = "Show this help, or that of a command.")
final class HelpCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "Command to explain.")
    private @Nullable String command;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Console console;

    HelpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine all = spec.commandLine().getParent();
        CommandLine explained = command == null ? all : all.getSubcommands().get(command);
        if (explained == null) {
            throw Failure.usage("there is no command '%s'; ./tamis help lists them".formatted(command));
        }
        explained.usage(console.out());
        return ExitCodes.OK;
    }
}
