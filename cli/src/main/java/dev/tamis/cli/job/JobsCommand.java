package dev.tamis.cli.job;

import dev.tamis.cli.connection.ConnectionOptions;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Json;
import dev.tamis.cli.terminal.Progress;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.JobState;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tamis jobs`.
@Command(
        name = "jobs",
        description = "List jobs, show one, wait for one, start one, or cancel one.",
        synopsisSubcommandLabel = "(list | show JOB | watch JOB | start KIND | cancel JOB)")
public final class JobsCommand {

    private JobsCommand() {}

    /// The command with its parts.
    public static CommandLine create(Console console) {
        return new CommandLine(new JobsCommand())
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new WatchCommand(console))
                .addSubcommand(new StartCommand(console))
                .addSubcommand(new CancelCommand(console));
    }

    @Command(name = "list", description = "List the last 100 jobs, the newest first.")
    static final class ListCommand implements Callable<Integer> {

        @Option(names = "--collection", paramLabel = "C", description = "Only jobs of this collection.")
        private @Nullable String collection;

        @Option(names = "--json", description = "Print an array.")
        private boolean json;

        @Mixin
        private final ConnectionOptions connection;

        private final Console console;

        ListCommand(Console console) {
            this.console = console;
            this.connection = new ConnectionOptions(console);
        }

        @Override
        public Integer call() {
            try (TamisClient tamis = connection.client()) {
                List<Job> jobs = collection == null ? tamis.jobs() : tamis.jobs(collection);
                if (json) {
                    console.out().println(Json.pretty(jobs));
                } else {
                    JobText.printTable(console, jobs);
                }
            }
            return ExitCodes.OK;
        }
    }

    @Command(name = "show", description = "Show a job.")
    static final class ShowCommand implements Callable<Integer> {

        @Parameters(paramLabel = "JOB", description = "Id of the job.")
        private UUID id = new UUID(0, 0);

        @Option(names = "--json", description = "Print one object.")
        private boolean json;

        @Mixin
        private final ConnectionOptions connection;

        private final Console console;

        ShowCommand(Console console) {
            this.console = console;
            this.connection = new ConnectionOptions(console);
        }

        @Override
        public Integer call() {
            try (TamisClient tamis = connection.client()) {
                Job job = tamis.job(id)
                        .orElseThrow(() -> Failure.failed(
                                "no job has the id %s; ./tamis jobs list names the last ones".formatted(id)));
                if (json) {
                    console.out().println(Json.pretty(job));
                } else {
                    JobText.print(console, job);
                }
            }
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "watch",
            description = "Show how far a job is until it has finished; exit code 1 unless it succeeds.")
    static final class WatchCommand implements Callable<Integer> {

        @Parameters(paramLabel = "JOB", description = "Id of the job.")
        private UUID id = new UUID(0, 0);

        @Mixin
        private final ConnectionOptions connection;

        private final Console console;

        WatchCommand(Console console) {
            this.console = console;
            this.connection = new ConnectionOptions(console);
        }

        @Override
        public Integer call() {
            try (TamisClient tamis = connection.client()) {
                return watch(tamis, id, console);
            }
        }
    }

    @Command(name = "start", description = "Start a job.")
    static final class StartCommand implements Callable<Integer> {

        @Parameters(
                paramLabel = "KIND",
                description = "Kind of the job; embed: make the vectors that items of the collection wait for.")
        private String kind = "";

        @Option(
                names = "--collection",
                paramLabel = "C",
                required = true,
                description = "Collection that it is to be done with.")
        private String collection = "";

        @Option(names = "--watch", description = "Show how far it is until it has finished.")
        private boolean watch;

        @Mixin
        private final ConnectionOptions connection;

        private final Console console;

        StartCommand(Console console) {
            this.console = console;
            this.connection = new ConnectionOptions(console);
        }

        @Override
        public Integer call() {
            try (TamisClient tamis = connection.client()) {
                Job job = tamis.createJob(CreateJob.of(kind, collection));
                console.out().println(job.id());
                return watch ? watch(tamis, job.id(), console) : ExitCodes.OK;
            }
        }
    }

    @Command(name = "cancel", description = "Cancel a job; what it has done stays done.")
    static final class CancelCommand implements Callable<Integer> {

        @Parameters(paramLabel = "JOB", description = "Id of the job.")
        private UUID id = new UUID(0, 0);

        @Mixin
        private final ConnectionOptions connection;

        private final Console console;

        CancelCommand(Console console) {
            this.console = console;
            this.connection = new ConnectionOptions(console);
        }

        @Override
        public Integer call() {
            try (TamisClient tamis = connection.client()) {
                Job job = tamis.cancelJob(id);
                console.err().println(JobText.progress(job));
            }
            return ExitCodes.OK;
        }
    }

    private static int watch(TamisClient tamis, UUID id, Console console) {
        Job finished;
        try (var progress = new Progress(console)) {
            finished = tamis.watchJob(id, job -> progress.update(share(job), () -> JobText.progress(job)));
        }
        console.err().println(JobText.end(finished));
        return finished.state() == JobState.SUCCEEDED ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static double share(Job job) {
        return job.total() == null || job.total() == 0 ? 0 : (double) job.done() / job.total();
    }
}
