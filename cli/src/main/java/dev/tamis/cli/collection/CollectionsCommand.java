package dev.tamis.cli.collection;

import dev.tamis.cli.connection.ConnectedCommand;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Json;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.collection.Attribute;
import dev.tamis.common.contract.collection.Collection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tamis collections`.
@Command(
        name = "collections",
        description = "List collections, show one, delete one, or change its embedding model.",
        synopsisSubcommandLabel =
                "(list | show NAME | delete NAME | upgrade NAME | switch NAME | rollback NAME" + " | clean-up NAME)")
public final class CollectionsCommand {

    private CollectionsCommand() {}

    /// The command with its parts.
    public static CommandLine create(Console console) {
        var line = new CommandLine(new CollectionsCommand())
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new DeleteCommand(console));
        return UpgradeCommands.addTo(line, console);
    }

    @Command(name = "list", description = "List all collections.")
    static final class ListCommand extends ConnectedCommand {

        @Option(names = "--json", description = "Print an array.")
        private boolean json;

        ListCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            if (json) {
                console.out().println(Json.pretty(tamis.collections()));
            } else {
                CollectionTable.print(console, tamis.collections());
            }
            return ExitCodes.OK;
        }
    }

    @Command(name = "show", description = "Show a collection and the attributes that filters may name.")
    static final class ShowCommand extends ConnectedCommand {

        @Parameters(paramLabel = "NAME", description = "Collection to show.")
        private String name = "";

        @Option(names = "--json", description = "Print one object.")
        private boolean json;

        ShowCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            Collection found = tamis.collection(name).orElseThrow(() -> unknown(name));
            if (json) {
                console.out().println(Json.pretty(found));
            } else {
                print(found);
                tamis.upgrade(name)
                        .ifPresent(upgrade -> console.out().println("upgrade     " + UpgradeCommands.inWords(upgrade)));
            }
            return ExitCodes.OK;
        }

        private void print(Collection found) {
            CollectionTable.print(console, List.of(found));
            console.out().println("language    " + CollectionTable.name(found.language()));
            console.out().println("dimension   " + found.dimension());
            console.out().println("created     " + found.createdAt());
            console.out()
                    .println("attributes  "
                            + found.attributes().stream()
                                    .map(ShowCommand::described)
                                    .collect(Collectors.joining(", ")));
        }

        private static String described(Attribute attribute) {
            return "%s (%s)".formatted(attribute.name(), CollectionTable.name(attribute.type()));
        }
    }

    @Command(name = "delete", description = "Delete a collection with all its items, at once and for good.")
    static final class DeleteCommand extends ConnectedCommand {

        @Parameters(paramLabel = "NAME", description = "Collection to delete.")
        private String name = "";

        DeleteCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            Collection doomed = tamis.collection(name).orElseThrow(() -> unknown(name));
            tamis.deleteCollection(name);
            console.err().println("deleted '%s' with %,d items".formatted(name, doomed.items()));
            return ExitCodes.OK;
        }
    }

    private static Failure unknown(String name) {
        return Failure.failed("no collection is named '%s'; ./tamis collections list names them all".formatted(name));
    }
}
