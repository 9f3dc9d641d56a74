package dev.tamis.jobs;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What a handler sees of the job that it runs, and where it tells how far it is. Telling costs nothing: the worker
/// writes it down every moment, and a handler need not know whether the database is there. Safe for use by many
/// threads.
public final class JobContext<P> {

    private final Running attempt;
    private final P parameters;

    JobContext(Running attempt, P parameters) {
        this.attempt = attempt;
        this.parameters = parameters;
    }

    public UUID id() {
        return attempt.id();
    }

    public String collection() {
        return attempt.collection();
    }

    public P parameters() {
        return parameters;
    }

    /// How often the job was started, this time included. It grows with every start, so that it can fence off what
    /// an earlier attempt still writes elsewhere.
    public int attempt() {
        return attempt.number();
    }

    /// What this attempt or one before it last saved; empty if none did.
    public <C> Optional<C> checkpoint(Class<C> type) {
        String json = attempt.report().checkpoint();
        return json == null ? Optional.empty() : Optional.of(Json.read(json, type));
    }

    /// Says where an attempt after this one has to go on. What lies before must be stored already.
    ///
    /// @param place what JSON can be made of
    public void saveCheckpoint(Object place) {
        String json = Json.text(place);
        attempt.tell(before -> before.withCheckpoint(json));
    }

    /// Says how much is done of how much, in units.
    public void progress(long done, long total) {
        attempt.tell(before -> before.withProgress(done, total));
    }

    /// Says how much is done of nobody knows how much.
    public void progress(long done) {
        attempt.tell(before -> before.withProgress(done, null));
    }

    /// Says what was last measured, for example the loss.
    public void metric(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("metric %s: %s is no finite number".formatted(name, value));
        }
        attempt.tell(before -> before.withMetric(name, value));
    }

    /// Keeps a page about the job, in place of the one before: a whole document that needs nothing but itself. It is
    /// written down when the attempt ends.
    public void savePage(String html) {
        attempt.savePage(html);
    }

    /// Whether the job is to stop: somebody cancelled it, the worker is stopped, or it can no longer be sure that
    /// no other worker has the job.
    public boolean isStopped() {
        return attempt.stopReason() != null;
    }

    /// @throws JobStoppedException if the job is to stop
    public void throwIfStopped() {
        if (isStopped()) {
            throw new JobStoppedException(
                    "attempt %d of job %s is to stop: %s".formatted(attempt(), id(), attempt.stopReason()));
        }
    }

    /// Waits, at most until the job is to stop.
    ///
    /// @throws JobStoppedException if it is to
    public void pause(Duration time) throws InterruptedException {
        if (attempt.awaitStop(time)) {
            throwIfStopped();
        }
    }
}
