package dev.tamis.cli;

import dev.tamis.cli.collection.CollectionsCommand;
import dev.tamis.cli.demo.DemoCommand;
import dev.tamis.cli.evaluate.EvaluateCommand;
import dev.tamis.cli.ingest.ImportCommand;
import dev.tamis.cli.job.JobsCommand;
import dev.tamis.cli.model.ModelsCommand;
import dev.tamis.cli.search.SearchCommand;
import dev.tamis.cli.stack.DownCommand;
import dev.tamis.cli.stack.StatusCommand;
import dev.tamis.cli.stack.UpCommand;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Version;
import dev.tamis.cli.train.TrainCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `tamis` command.
@Command(
        name = "tamis",
        versionProvider = Version.class,
        description = "Self-hosted relevance platform: search that is cut off where relevance ends.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "First steps:",
            "  ./tamis demo                                  a sample catalogue, loaded and searched",
            "  ./tamis up --detach                           start the platform in the background",
            "  ./tamis import --collection shop --csv shop.csv --id sku --text name,description",
            "  ./tamis search --collection shop \"red mug\"",
            "  ./tamis COMMAND --help                        all about a command",
            "",
            "Exit codes: 0 done, 1 refused or failed, 2 wrong command line, 3 nothing answers."
        })
public final class TamisCommand implements Callable<Integer> {

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show stack traces of failures.")
    private boolean verbose;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Console console;

    private TamisCommand(Console console) {
        this.console = console;
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(Console.system(), args));
    }

    /// Runs a command line, and returns its exit code.
    static int run(Console console, String... args) {
        var command = new TamisCommand(console);
        var line = new CommandLine(command)
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new UpCommand(console))
                .addSubcommand(new DownCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new ImportCommand(console))
                .addSubcommand(new SearchCommand(console))
                .addSubcommand(EvaluateCommand.create(console))
                .addSubcommand(TrainCommand.create(console))
                .addSubcommand(CollectionsCommand.create(console))
                .addSubcommand(JobsCommand.create(console))
                .addSubcommand(ModelsCommand.create(console))
                .addSubcommand(new ScriptCommands.BenchCommand())
                .addSubcommand(new ScriptCommands.TestCommand())
                .addSubcommand(new HelpCommand(console))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Math.clamp(console.columns(), 80, 120))
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.live() ? Ansi.ON : Ansi.OFF))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((wrong, given) -> explain(console, wrong))
                .setExecutionExceptionHandler(
                        (failure, where, given) -> new FailurePrinter(console).print(failure, command.verbose));
        return line.execute(args);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(console.out());
        return ExitCodes.OK;
    }

    private static int explain(Console console, ParameterException wrong) {
        CommandLine where = wrong.getCommandLine();
        console.err().println("tamis: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, where.getErr());
        console.err()
                .println("  ./%s --help says how it is used"
                        .formatted(where.getCommandSpec().qualifiedName()));
        return ExitCodes.USAGE;
    }
}
