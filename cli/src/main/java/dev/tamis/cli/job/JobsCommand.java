package dev.tamis.cli.job;

import dev.tamis.cli.connection.ConnectedCommand;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Json;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.JobState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
    static final class ListCommand extends ConnectedCommand {

        @Option(names = "--collection", paramLabel = "C", description = "Only jobs of this collection.")
        private @Nullable String collection;

        @Option(names = "--json", description = "Print an array.")
        private boolean json;

        ListCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            List<Job> jobs = collection == null ? tamis.jobs() : tamis.jobs(collection);
            if (json) {
                console.out().println(Json.pretty(jobs));
            } else {
                JobText.printTable(console, jobs);
            }
            return ExitCodes.OK;
        }
    }

    @Command(name = "show", description = "Show a job.")
    static final class ShowCommand extends ConnectedCommand {

        @Parameters(paramLabel = "JOB", description = "Id of the job.")
        private UUID id = new UUID(0, 0);

        @Option(names = "--json", description = "Print one object.")
        private boolean json;

        ShowCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            Job job = tamis.job(id)
                    .orElseThrow(() -> Failure.failed(
                            "no job has the id %s; ./tamis jobs list names the last ones".formatted(id)));
            if (json) {
                console.out().println(Json.pretty(job));
            } else {
                JobText.print(console, job);
            }
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "watch",
            description = "Show how far a job is until it has finished; exit code 1 unless it succeeds.")
    static final class WatchCommand extends ConnectedCommand {

        @Parameters(paramLabel = "JOB", description = "Id of the job.")
        private UUID id = new UUID(0, 0);

        WatchCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            return exitCode(JobFollower.follow(tamis, id, console));
        }
    }

    @Command(name = "start", description = "Start a job.")
    static final class StartCommand extends ConnectedCommand {

        @Parameters(
                paramLabel = "KIND",
                description = "Kind of the job; embed: make the vectors that items of the collection wait for. Fits and"
                        + " evaluations have commands of their own, train and evaluate codes.")
        private String kind = "";

        @Option(
                names = "--collection",
                paramLabel = "C",
                required = true,
                description = "Collection that it is to be done with.")
        private String collection = "";

        @Option(names = "--watch", description = "Show how far it is until it has finished.")
        private boolean watch;

        StartCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            Job job = tamis.createJob(CreateJob.of(kind, collection));
            console.out().println(job.id());
            return watch ? exitCode(JobFollower.follow(tamis, job.id(), console)) : ExitCodes.OK;
        }
    }

    @Command(name = "cancel", description = "Cancel a job; what it has done stays done.")
    static final class CancelCommand extends ConnectedCommand {

        @Parameters(paramLabel = "JOB", description = "Id of the job.")
        private UUID id = new UUID(0, 0);

        CancelCommand(Console console) {
            super(console);
        }

        @Override
        protected int run(TamisClient tamis) {
            Job job = tamis.cancelJob(id);
            console.err().println(JobText.progress(job));
            return ExitCodes.OK;
        }
    }

    private static int exitCode(Job finished) {
        return finished.state() == JobState.SUCCEEDED ? ExitCodes.OK : ExitCodes.FAILED;
    }
}
