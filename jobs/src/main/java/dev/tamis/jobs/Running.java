package dev.tamis.jobs;

import dev.tamis.jobs.Attempts.Heard;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An attempt that runs in this process: what its handler told, whether it is to stop, and how long ago the
/// database confirmed that it is still the last.
final class Running {

    /// Why an attempt has to stop.
    enum Stop {
        /// Somebody asked for the end of the job.
        CANCELLED,
        /// Another worker may have the job by now.
        LOST,
        /// The worker is stopped.
        CLOSING
    }

    private final Begun begun;
    private final Attempts attempts;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Stop stop;
    private volatile Report report;
    private volatile @Nullable String page;
    private volatile long confirmedAt = System.nanoTime();
    private long written;

    Running(Begun begun, Attempts attempts) {
        this.begun = begun;
        this.attempts = attempts;
        this.report = begun.left();
    }

    UUID id() {
        return begun.id();
    }

    String collection() {
        return begun.collection();
    }

    /// JSON.
    String parameters() {
        return begun.parameters();
    }

    int number() {
        return begun.attempt();
    }

    synchronized void tell(UnaryOperator<Report> news) {
        report = news.apply(report);
    }

    Report report() {
        return report;
    }

    void savePage(String html) {
        page = html;
    }

    @Nullable
    String page() {
        return page;
    }

    /// The first reason stays.
    synchronized void stop(Stop reason) {
        if (stop == null) {
            stop = reason;
            stopped.countDown();
        }
    }

    @Nullable
    Stop stopReason() {
        return stop;
    }

    /// @return whether it is to stop
    boolean awaitStop(Duration patience) throws InterruptedException {
        return stopped.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Writes down what the handler told since the last time, and hears whether it is to stop.
    void beat() {
        long asked = System.nanoTime(); // the answer is as old as the question
        Report news = report;
        Heard heard =
                news.revision() == written ? attempts.listen(id(), number()) : attempts.write(id(), number(), news);
        written = news.revision();
        switch (heard) {
            case GO_ON -> confirmedAt = asked;
            case CANCEL -> {
                confirmedAt = asked;
                stop(Stop.CANCELLED);
            }
            case LOST -> stop(Stop.LOST);
        }
    }

    /// Stops the attempt if it was not confirmed for too long: soon another worker may have the job.
    void stopIfUnconfirmed(Duration limit) {
        if (System.nanoTime() - confirmedAt > limit.toNanos()) {
            stop(Stop.LOST);
        }
    }
}
