package dev.tamis.retrieval.index;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Attempts at something that may fail again and again. A failure is followed by a rest, and of a row of failures the
/// first is told of, and then one an hour.
final class Attempts {

    private static final Duration TELL_EVERY = Duration.ofHours(1);

    private final Duration rest;
    private final LongSupplier nanos;
    private boolean failing;
    private long failedAt;
    private long toldAt;

    /// @param rest after a failure
    /// @param nanos the time, as [System#nanoTime]
    Attempts(Duration rest, LongSupplier nanos) {
        this.rest = rest;
        this.nanos = nanos;
    }

    /// Whether the rest is over.
    synchronized boolean areDue() {
        return !failing || isPast(rest, failedAt);
    }

    /// @return whether the one before failed
    synchronized boolean succeeded() {
        boolean failed = failing;
        failing = false;
        return failed;
    }

    /// @return whether to tell of it
    synchronized boolean failed() {
        boolean tell = !failing || isPast(TELL_EVERY, toldAt);
        failing = true;
        failedAt = nanos.getAsLong();
        toldAt = tell ? failedAt : toldAt;
        return tell;
    }

    private boolean isPast(Duration span, long since) {
        return nanos.getAsLong() - since >= span.toNanos();
    }
}
