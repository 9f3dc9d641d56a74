package dev.tamis.embedding.schedule;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.testkit.Eventually;
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
        Eventually.holds(() -> assertThatThrownBy(() -> scheduler.check("probe", InputType.QUERY))
                .isInstanceOf(RejectedExecutionException.class));
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
