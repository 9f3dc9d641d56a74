package dev.tamis.embedding.schedule;

import dev.tamis.common.contract.embedding.InputType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/// A scheduler for tests of what is built on it.
public record TestSchedule(Scheduler scheduler, Results results) implements AutoCloseable {

    public static TestSchedule start(int threads, long queueTokens, Duration patience) {
        var properties = new ScheduleProperties(threads, queueTokens, 32, 2_048, patience);
        var scheduler = new Scheduler(properties, new ScheduleMetrics(new SimpleMeterRegistry()), System::nanoTime);
        return new TestSchedule(scheduler, new Results(scheduler, patience));
    }

    /// Returns once the scheduler takes in nothing more.
    static void awaitStopping(Scheduler scheduler) {
        while (true) {
            try {
                scheduler.check("probe", InputType.QUERY);
                Thread.onSpinWait();
            } catch (RejectedExecutionException stopping) {
                return;
            }
        }
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
