package dev.tamis.jobs;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.job.JobState;
import dev.tamis.jobs.Running.Stop;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/// Runs one job from its begin to its end.
final class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final Problem BUG = new Problem(
            Problem.urn("internal-error"),
            "Internal error",
            500,
            "the job failed for a reason that nobody foresaw; the log of its worker has it under the job's id",
            null,
            null);

    /// What is to become of the execution.
    enum Then {
        /// It is done with.
        REMOVE,
        /// It goes back to the queue.
        AGAIN,
        /// It is another worker's by now, or will be.
        LEAVE
    }

    private final Attempts attempts;
    private final JobProperties properties;
    private final CountDownLatch closing;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();

    /// @param closing counted down when the worker is stopped
    JobRunner(Attempts attempts, JobProperties properties, CountDownLatch closing) {
        this.attempts = attempts;
        this.properties = properties;
        this.closing = closing;
    }

    /// @param execution version of the execution that was picked
    <P> Then run(JobHandler<P> handler, UUID id, long execution) {
        // Given up for dead while this very process runs it, and not stopped yet: later, then.
        if (running.containsKey(id)) {
            return Then.AGAIN;
        }
        return switch (attempts.begin(handler.kind(), id, execution, properties.deaths())) {
            case Start.Over() -> Then.REMOVE;
            case Start.Elsewhere() -> Then.LEAVE;
            case Start.Go(Begun begun) -> run(handler, begun);
        };
    }

    private <P> Then run(JobHandler<P> handler, Begun begun) {
        log(handler, begun, "job begins", JobState.RUNNING);
        var attempt = new Running(begun, attempts);
        running.put(begun.id(), attempt);
        if (closing.getCount() == 0) {
            attempt.stop(Stop.CLOSING);
        }
        try {
            Outcome outcome = outcome(handler, attempt);
            Then then = end(attempt, outcome);
            log(handler, begun, then == Then.LEAVE ? "job was lost" : "job ends", outcome.state);
            return then;
        } finally {
            running.remove(begun.id());
        }
    }

    private static <P> Outcome outcome(JobHandler<P> handler, Running attempt) {
        try {
            P parameters = Json.read(attempt.parameters(), handler.parameters());
            return new Outcome(JobState.SUCCEEDED, Json.text(handler.run(new JobContext<>(attempt, parameters))), null);
        } catch (JobFailedException failed) {
            return new Outcome(JobState.FAILED, null, Json.text(failed.problem()));
        } catch (Throwable thrown) {
            Stop stop = attempt.stopReason();
            if (stop != null) {
                // Whatever was thrown, it was told to stop.
                return new Outcome(stop == Stop.CANCELLED ? JobState.CANCELLED : JobState.QUEUED, null, null);
            }
            log.atError().setCause(thrown).addKeyValue("job", attempt.id()).log("job failed");
            return new Outcome(JobState.FAILED, null, Json.text(BUG));
        }
    }

    /// Writes the outcome down, however long the database is away: it is refused if another attempt began
    /// meanwhile.
    private Then end(Running attempt, Outcome outcome) {
        Thread.interrupted(); // or the pool would give no connection for the last words
        while (true) {
            try {
                boolean last = attempts.end(
                        attempt.id(),
                        attempt.number(),
                        outcome.state,
                        attempt.report(),
                        attempt.page(),
                        outcome.result,
                        outcome.error);
                return !last ? Then.LEAVE : outcome.state == JobState.QUEUED ? Then.AGAIN : Then.REMOVE;
            } catch (DataAccessResourceFailureException | TransientDataAccessException away) {
                if (isClosingAfterAWhile()) {
                    return Then.LEAVE;
                }
            }
        }
    }

    private boolean isClosingAfterAWhile() {
        try {
            return closing.await(properties.pulse().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Does something to every attempt that runs.
    void forEach(Consumer<Running> action) {
        running.values().forEach(action);
    }

    private static void log(JobHandler<?> handler, Begun begun, String what, JobState state) {
        log.atInfo()
                .addKeyValue("kind", handler.kind())
                .addKeyValue("collection", begun.collection())
                .addKeyValue("job", begun.id())
                .addKeyValue("attempt", begun.attempt())
                .addKeyValue("state", JobRows.name(state))
                .log(what);
    }

    /// @param result JSON; only of success
    /// @param error JSON; only of failure
    private record Outcome(
            JobState state,
            @Nullable String result,
            @Nullable String error) {}
}
