package dev.tamis.gateway.upgrade;

import dev.tamis.jobs.JobContext;
import java.time.Duration;

/// Keeps work to so many items a second, and says when to look how far it is.
final class Pace {

    private final double rate;
    private final long lookNanos;
    private final long begin = System.nanoTime();
    private long lookedAt = begin;

    /// @param rate items a second; 0 for no limit
    /// @param look time between two looks
    Pace(double rate, Duration look) {
        this.rate = rate;
        this.lookNanos = look.toNanos();
    }

    boolean isTimeToLook() {
        long now = System.nanoTime();
        if (now - lookedAt < lookNanos) {
            return false;
        }
        lookedAt = now;
        return true;
    }

    /// Waits until more may be done.
    ///
    /// @param done items since the begin
    /// @return false if the job is to stop
    boolean keep(JobContext<?> job, long done) {
        long early = rate > 0 ? (long) (done / rate * 1e9) - (System.nanoTime() - begin) : 0;
        try {
            if (early > 0) {
                job.pause(Duration.ofNanos(early));
            }
            return !job.isStopped();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
