package dev.tamis.cli.model;

import dev.tamis.cli.connection.ConnectedCommand;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Json;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.model.ActivateModel;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.ModelRolledBack;
import dev.tamis.common.model.ArtifactRefusedException;
import dev.tamis.common.model.ModelArtifact;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tamis models`.
@Command(
        name = "models",
        description = "List fitted models, move them, and choose which are active.",
        synopsisSubcommandLabel = "(list | show | push | pull | activate | rollback)")
public final class ModelsCommand {

    private ModelsCommand() {}

    /// The command with its parts.
    public static CommandLine create(Console console) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new PushCommand(console))
                .addSubcommand(new PullCommand(console))
                .addSubcommand(new ActivateCommand(console))
                .addSubcommand(new RollbackCommand(console));
    }

    @Command(name = "list", description = "List all fitted models, the latest first.")
    static final class ListCommand extends ConnectedCommand {

        @Option(names = "--json", description = "Print an array.")
        private boolean json;

        ListCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            if (json) {
                console.out().println(Json.pretty(tamis.fittedModels()));
            } else {
                ModelTable.print(console, tamis.fittedModels());
            }
            return ExitCodes.OK;
        }
    }

    @Command(name = "show", description = "Show a fitted model and what was measured of it.")
    static final class ShowCommand extends ConnectedCommand {

        @Parameters(paramLabel = "NAME@VERSION", description = "Model to show.")
        private String id = "";

        @Option(names = "--json", description = "Print one object.")
        private boolean json;

        ShowCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            FittedModel model = tamis.fittedModel(id)
                    .orElseThrow(() -> Failure.failed(
                            "no fitted model is '%s'; ./tamis models list names them all".formatted(id)));
            if (json) {
                console.out().println(Json.pretty(model));
                return ExitCodes.OK;
            }
            ModelTable.print(console, List.of(model));
            new TreeMap<>(model.metrics())
                    .forEach((name, value) -> console.out().println("%-24s %s".formatted(name, value)));
            return ExitCodes.OK;
        }
    }

    @Command(name = "push", description = "Register a fitted model as a candidate.")
    static final class PushCommand extends ConnectedCommand {

        @Parameters(paramLabel = "FOLDER", description = "Folder with manifest.json and model.safetensors.")
        private Path folder = Path.of("");

        PushCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            var model = new ModelFolder(folder);
            console.out()
                    .println(tamis.pushModel(model.manifest(), model.weights()).id());
            return ExitCodes.OK;
        }
    }

    @Command(name = "pull", description = "Download a fitted model.")
    static final class PullCommand extends ConnectedCommand {

        @Parameters(index = "0", paramLabel = "NAME@VERSION", description = "Model to download.")
        private String id = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "FOLDER",
                description = "Where to write manifest.json and model.safetensors (default: a folder of its id).")
        private @Nullable Path folder;

        PullCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            var target = new ModelFolder(folder == null ? Path.of(id) : folder);
            target.write(pulled(tamis));
            console.err().println("wrote '%s' to %s".formatted(id, target.folder()));
            return ExitCodes.OK;
        }

        private ModelArtifact pulled(TamisClient tamis) {
            try {
                return tamis.pullModel(id);
            } catch (ArtifactRefusedException broken) {
                throw Failure.failed("'%s' is broken: %s".formatted(id, broken.getMessage()));
            }
        }
    }

    @Command(name = "activate", description = "Make a fitted model the active one of its kind in its collection.")
    static final class ActivateCommand extends ConnectedCommand {

        @Parameters(paramLabel = "NAME@VERSION", description = "Model to activate.")
        private String id = "";

        @Option(
                names = "--dimensions",
                paramLabel = "D",
                description = "Of a projection, dimensions to keep: one of its sizes (default: the largest).")
        private @Nullable Integer dimensions;

        ActivateCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            FittedModel model = tamis.activateModel(id, new ActivateModel(dimensions));
            console.err()
                    .println("'%s' is the active %s of '%s'%s"
                            .formatted(
                                    id,
                                    ModelTable.name(model.kind()),
                                    model.collection(),
                                    model.detail() == null ? "" : "; " + model.detail()));
            return ExitCodes.OK;
        }
    }

    @Command(name = "rollback", description = "Go back to the model that was active before, or to none.")
    static final class RollbackCommand extends ConnectedCommand {

        @Parameters(paramLabel = "NAME@VERSION", description = "Model that is active.")
        private String id = "";

        RollbackCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            ModelRolledBack done = tamis.rollBackModel(id);
            FittedModel active = done.active();
            console.err()
                    .println("'%s' stepped back; %s"
                            .formatted(id, active == null ? "none is active now" : "'" + active.id() + "' is active"));
            return ExitCodes.OK;
        }
    }
}
