package dev.tamis.cli;

import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.client.TamisException;
import dev.tamis.common.contract.Problem;
import java.util.List;

/// Says in plain words why a command failed, and gives its exit code.
final class FailurePrinter {

    private final Console console;

    FailurePrinter(Console console) {
        this.console = console;
    }

    /// @param verbose whether to print the stack trace too
    int print(Exception failure, boolean verbose) {
        int exitCode = switch (failure) {
            case Failure known -> {
                console.err().println("tamis: " + known.getMessage());
                yield known.exitCode();
            }
            case TamisException refused -> printProblem(refused);
            default -> {
                console.err().println("tamis: this should not happen: " + failure);
                console.err().println("  --verbose shows where; please report it");
                yield ExitCodes.FAILED;
            }
        };
        if (verbose) {
            failure.printStackTrace(console.err());
        }
        return exitCode;
    }

    private int printProblem(TamisException refused) {
        if (refused.problem().isEmpty()) {
            console.err().println("tamis: " + refused.getMessage());
            return refused.isTransient() ? ExitCodes.NOT_RUNNING : ExitCodes.FAILED;
        }
        Problem problem = refused.problem().get();
        console.err().println("tamis: %s (%d)".formatted(problem.title(), problem.status()));
        if (problem.detail() != null) {
            console.err().println("  " + problem.detail());
        }
        List<Problem.FieldError> errors = problem.errors() == null ? List.of() : problem.errors();
        String said = String.valueOf(problem.detail());
        errors.stream()
                .filter(error -> !said.contains(error.detail()))
                .forEach(error -> console.err().println("  %s: %s".formatted(error.pointer(), error.detail())));
        return ExitCodes.FAILED;
    }
}
