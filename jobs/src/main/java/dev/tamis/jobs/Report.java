package dev.tamis.jobs;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a handler has told of its job so far.
///
/// @param revision grows with everything it tells
/// @param checkpoint JSON
record Report(
        long revision,
        long done,
        @Nullable Long total,
        Map<String, Double> metrics,
        @Nullable String checkpoint) {

    Report {
        metrics = Map.copyOf(metrics);
    }

    Report withProgress(long newDone, @Nullable Long newTotal) {
        return new Report(revision + 1, newDone, newTotal, metrics, checkpoint);
    }

    Report withMetric(String name, double value) {
        var more = new HashMap<>(metrics);
        more.put(name, value);
        return new Report(revision + 1, done, total, more, checkpoint);
    }

    Report withCheckpoint(String json) {
        return new Report(revision + 1, done, total, metrics, json);
    }
}
