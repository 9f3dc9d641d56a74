package dev.tamis.retrieval.follow;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/// What all followers share: their pace, one thread that waits for all of them, and the threads that do their
/// rounds, as many as there are rounds at a time.
///
/// These threads are never interrupted: an index would lose its files. They are no virtual ones: searches are, never
/// wait, and would leave them no carrier under load.
@Component
public final class Following implements AutoCloseable {

    private final FollowProperties properties;
    private final MeterRegistry meters;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(threads("follow-clock"));
    private final ExecutorService workers = Executors.newCachedThreadPool(threads("follow"));
    private volatile boolean listening;

    public Following(FollowProperties properties, MeterRegistry meters) {
        this.properties = properties;
        this.meters = meters;
    }

    Duration patience() {
        return properties.patience();
    }

    /// How long until the next round that nobody asks for.
    Duration pause() {
        return listening ? properties.listeningPoll() : properties.poll();
    }

    /// @param value whether the database tells of changes
    void listening(boolean value) {
        listening = value;
    }

    MeterRegistry meters() {
        return meters;
    }

    /// @param task returns false once it is over
    RecurringTask recurring(BooleanSupplier task) {
        return new RecurringTask(task, this::pause, clock, workers);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdown();
    }

    private static ThreadFactory threads(String name) {
        return Thread.ofPlatform().daemon().name(name).factory();
    }
}
