package dev.tamis.cli.collection;

import dev.tamis.cli.connection.ConnectedCommand;
import dev.tamis.cli.job.JobFollower;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Progress;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.JobState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Changing the embedding model of a collection.
final class UpgradeCommands {

    private UpgradeCommands() {}

    static CommandLine addTo(CommandLine collections, Console console) {
        return collections
                .addSubcommand(new UpgradeCommand(console))
                .addSubcommand(new SwitchCommand(console))
                .addSubcommand(new RollBackCommand(console))
                .addSubcommand(new CleanUpCommand(console));
    }

    /// How far an upgrade is, in one line.
    static String inWords(Upgrade upgrade) {
        String models = "%s, %s %s"
                .formatted(
                        CollectionTable.name(upgrade.state()),
                        CollectionTable.name(upgrade.state()).equals("switched") ? "kept for a way back:" : "to",
                        upgrade.otherModel());
        return upgrade.missing().isEmpty() ? models : models + "; " + String.join("; ", upgrade.missing());
    }

    @Command(
            name = "upgrade",
            description = "Change the embedding model of a collection while it is searched and written.",
            footer = {
                "",
                "Makes a job, whose id is printed. What it has made stays when it is cancelled; the same command goes on"
                        + " there. After the switch, the old vectors are kept for a way back (rollback) until clean-up.",
                "",
                "Example:",
                "  ./tamis collections upgrade shop --model bge-small-en-v1.5 --estimate",
                "  ./tamis collections upgrade shop --model bge-small-en-v1.5 --watch"
            })
    static final class UpgradeCommand extends ConnectedCommand {

        @Parameters(paramLabel = "NAME", description = "Collection to change.")
        private String name = "";

        @Option(names = "--model", paramLabel = "M", required = true, description = "Embedding model it is to have.")
        private String model = "";

        @Option(names = "--rate", paramLabel = "N", description = "Embed at most N items a second.")
        private @Nullable Double rate;

        @Option(names = "--shadow", paramLabel = "N", description = "Compare on N live queries first (default 100).")
        private @Nullable Integer shadow;

        @Option(names = "--manual", description = "Do not switch by itself; see collections switch.")
        private boolean manual;

        @Option(names = "--estimate", description = "Only say how long it would take.")
        private boolean estimate;

        @Option(names = "--watch", description = "Show how far it is until it has finished.")
        private boolean watch;

        UpgradeCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            Job job = tamis.createJob(new CreateJob("upgrade", name, parameters()));
            if (!estimate) {
                console.out().println(job.id());
            }
            if (!estimate && !watch) {
                return ExitCodes.OK;
            }
            Job finished = JobFollower.follow(tamis, job.id(), console);
            if (estimate && finished.state() == JobState.SUCCEEDED) {
                print(finished.metrics());
            }
            return finished.state() == JobState.SUCCEEDED ? ExitCodes.OK : ExitCodes.FAILED;
        }

        private Map<String, Object> parameters() {
            var parameters = new LinkedHashMap<String, Object>();
            parameters.put("model", model);
            if (rate != null) {
                parameters.put("itemsPerSecond", rate);
            }
            if (shadow != null) {
                parameters.put("shadowQueries", shadow);
            }
            if (manual) {
                parameters.put("switch", "manual");
            }
            if (estimate) {
                parameters.put("estimateOnly", true);
            }
            return parameters;
        }

        private void print(Map<String, Double> metrics) {
            Double seconds = metrics.get("estimatedSeconds");
            String time = seconds == null
                    ? ""
                    : "about %s at %.0f a second, "
                            .formatted(
                                    Progress.clock(Duration.ofSeconds(seconds.longValue())),
                                    metrics.getOrDefault("estimatedItemsPerSecond", 0.0));
            console.out()
                    .println("%,.0f items: %sand %,.0f MB of memory more until the clean-up"
                            .formatted(
                                    metrics.getOrDefault("items", 0.0),
                                    time,
                                    Math.ceil(metrics.getOrDefault("memoryBytes", 0.0) / 1e6)));
        }
    }

    @Command(name = "switch", description = "Search a collection with its new model from now on.")
    static final class SwitchCommand extends ChangeOfModel {

        SwitchCommand(Console console) {
            super(console, TamisClient::switchUpgrade);
        }
    }

    @Command(name = "rollback", description = "Search a collection with its old model again.")
    static final class RollBackCommand extends ChangeOfModel {

        RollBackCommand(Console console) {
            super(console, TamisClient::rollBackUpgrade);
        }
    }

    abstract static class ChangeOfModel extends ConnectedCommand {

        @Parameters(paramLabel = "NAME", description = "Collection that has changed or is to.")
        private String name = "";

        private final BiFunction<TamisClient, String, Upgrade> change;

        ChangeOfModel(Console console, BiFunction<TamisClient, String, Upgrade> change) {
            super(console);
            this.change = change;
        }

        @Override
        protected int run(TamisClient tamis) {
            Upgrade changed = change.apply(tamis, name);
            console.err()
                    .println("'%s' is searched with %s now; vectors of %s are kept until the clean-up"
                            .formatted(name, changed.liveModel(), changed.otherModel()));
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "clean-up",
            description =
                    "Drop the vectors that a collection is not searched by: of the old model after a switch, of the"
                            + " new one before it, which cancels the change.")
    static final class CleanUpCommand extends ConnectedCommand {

        @Parameters(paramLabel = "NAME", description = "Collection that has changed or was to.")
        private String name = "";

        CleanUpCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            tamis.deleteUpgrade(name);
            console.err().println("'%s' has one model again".formatted(name));
            return ExitCodes.OK;
        }
    }
}
