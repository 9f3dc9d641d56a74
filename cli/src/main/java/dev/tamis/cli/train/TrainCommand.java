package dev.tamis.cli.train;

import dev.tamis.cli.connection.ConnectedCommand;
import dev.tamis.cli.terminal.Console;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.training.TrainCodes;
import dev.tamis.common.contract.training.TrainProjection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tamis train`.
@Command(
        name = "train",
        description = "Fit a model to the vectors of a collection, and add it to the registry as a candidate.",
        synopsisSubcommandLabel = "(projection | codes)",
        footer = {
            "",
            "Example:",
            "  ./tamis train projection --collection scifact --beir data/scifact --report fit.html",
            "  ./tamis evaluate codes --collection scifact --beir data/scifact",
            "  ./tamis models activate scifact-projection@1"
        })
public final class TrainCommand {

    private TrainCommand() {}

    /// The command with its parts.
    public static CommandLine create(Console console) {
        return new CommandLine(new TrainCommand())
                .addSubcommand(new ProjectionCommand(console))
                .addSubcommand(new CodesCommand(console));
    }

    @Command(
            name = "projection",
            description = "Fit a projection to vectors whose first 32, 64, 128, ... values are good vectors too.")
    static final class ProjectionCommand extends ConnectedCommand {

        @Option(
                names = "--sizes",
                paramLabel = "N",
                split = ",",
                description = "How many values are to be good vectors, ascending (default 32,64,128,... and all).")
        private @Nullable List<Integer> sizes;

        @Mixin
        private final FitOptions options;

        ProjectionCommand(Console console) {
            super(console);
            this.options = new FitOptions(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            return options.run(
                    tamis,
                    TrainProjection.KIND,
                    queries -> new TrainProjection(queries, options.steps(), options.seed(), sizes, options.name()));
        }
    }

    @Command(name = "codes", description = "Fit binary codes of 1, 2 or 4 bits a dimension.")
    static final class CodesCommand extends ConnectedCommand {

        @Option(
                names = "--bits",
                paramLabel = "N",
                description = "Bits in a plane, a multiple of 8 (default: as many as a vector has dimensions).")
        private @Nullable Integer bits;

        @Option(
                names = "--levels",
                paramLabel = "N",
                description = "How often a code is refined: 0, 1 or 3 (default) for 1, 2 or 4 planes.")
        private @Nullable Integer levels;

        @Mixin
        private final FitOptions options;

        CodesCommand(Console console) {
            super(console);
            this.options = new FitOptions(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            return options.run(
                    tamis,
                    TrainCodes.KIND,
                    queries -> new TrainCodes(queries, options.steps(), options.seed(), bits, levels, options.name()));
        }
    }
}
