package dev.tamis.cli.terminal;

/// Ends a command with a message that a person can act on.
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /// What was asked for was refused or did not work.
    public static Failure failed(String message) {
        return new Failure(ExitCodes.FAILED, message);
    }

    /// The command line or a file that it names is wrong.
    public static Failure usage(String message) {
        return new Failure(ExitCodes.USAGE, message);
    }

    /// There is nothing that could answer.
    public static Failure notRunning(String message) {
        return new Failure(ExitCodes.NOT_RUNNING, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
