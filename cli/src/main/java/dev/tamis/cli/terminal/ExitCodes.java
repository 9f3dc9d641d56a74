package dev.tamis.cli.terminal;

/// What the command's exit code says.
public final class ExitCodes {

    /// All was done.
    public static final int OK = 0;
    /// Something was refused or failed, also if only in part.
    public static final int FAILED = 1;
    /// The command line is wrong.
    public static final int USAGE = 2;
    /// Nothing answers: Tamis is not running here, or the address is unreachable.
    public static final int NOT_RUNNING = 3;

    private ExitCodes() {}
}
