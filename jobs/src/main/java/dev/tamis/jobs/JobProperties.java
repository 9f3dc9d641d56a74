package dev.tamis.jobs;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How a worker runs jobs.
///
/// @param threads jobs that run at a time in this process; the others wait
/// @param poll how often to look for jobs that wait, and most of the time until one begins
/// @param pulse how often progress is written down, and most of the time until a cancellation is heard
/// @param heartbeat how often a sign of life is given. A job whose worker gave none for four of them is given to
///     another; a worker that could not reach the database for two stops its jobs
/// @param deaths so many workers may die on a job without a new checkpoint; then it has failed
/// @param shutdownWait how long a worker that is stopped waits for its jobs to stop, before it interrupts them
/// @param keep how long finished jobs are kept
@Validated
@ConfigurationProperties("tamis.jobs")
public record JobProperties(
        @Min(1) @DefaultValue("2") int threads,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("500ms") Duration pulse,
        @DefaultValue("5s") Duration heartbeat,
        @Min(1) @DefaultValue("5") int deaths,
        @DefaultValue("5s") Duration shutdownWait,
        @DefaultValue("14d") Duration keep) {

    public JobProperties {
        if (pulse.compareTo(heartbeat) > 0) {
            throw new IllegalArgumentException(
                    "tamis.jobs.pulse is %s; it must be at most tamis.jobs.heartbeat, %s".formatted(pulse, heartbeat));
        }
    }
}
