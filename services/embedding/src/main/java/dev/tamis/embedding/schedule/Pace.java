package dev.tamis.embedding.schedule;

import java.time.Duration;

/// How fast texts are run, by what was run lately.
final class Pace {

    /// What counts of the past after each batch: about the last hundred batches tell.
    private static final double KEPT = 0.99;

    private static final long LONGEST_SECONDS = 60;

    private final int threads;
    private double tokens;
    private double nanos;

    Pace(int threads) {
        this.threads = threads;
    }

    /// A batch was run by one thread.
    synchronized void ran(long batchTokens, long batchNanos) {
        tokens = tokens * KEPT + batchTokens;
        nanos = nanos * KEPT + batchNanos;
    }

    /// How long it takes to run half of what waits, rounded up to seconds: 1 to 60. 1 as long as nothing was run.
    synchronized Duration untilHalf(long waitingTokens) {
        double seconds = tokens == 0 ? 0 : waitingTokens / 2.0 * nanos / tokens / threads / 1e9;
        return Duration.ofSeconds(Math.clamp((long) Math.ceil(seconds), 1, LONGEST_SECONDS));
    }
}
