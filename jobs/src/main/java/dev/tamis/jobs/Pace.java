package dev.tamis.jobs;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How fast an attempt is.
///
/// @param rate units a second
/// @param secondsLeft rounded up; absent without a total
record Pace(@Nullable Double rate, @Nullable Long secondsLeft) {

    private static final Pace UNKNOWN = new Pace(null, null);

    /// @param before what was done when the attempt began
    static Pace of(@Nullable Instant began, Instant now, long before, long done, @Nullable Long total) {
        if (began == null || done <= before || !now.isAfter(began)) {
            return UNKNOWN;
        }
        double rate = (done - before) / (Duration.between(began, now).toNanos() / 1e9);
        return new Pace(rate, total == null ? null : (long) Math.ceil(Math.max(0, total - done) / rate));
    }
}
