package dev.tamis.gateway.search;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Times the stages of one search, in milliseconds.
final class Stopwatch {

    private final long start = System.nanoTime();
    private final Map<String, Double> stages = new HashMap<>();

    /// Runs a stage; its time counts even if it fails.
    <T> T time(String stage, Supplier<T> work) {
        long from = System.nanoTime();
        try {
            return work.get();
        } finally {
            stages.put(stage, millisSince(from));
        }
    }

    void add(String stage, double millis) {
        stages.put(stage, millis);
    }

    double totalMillis() {
        return millisSince(start);
    }

    Map<String, Double> stages() {
        return Map.copyOf(stages);
    }

    private static double millisSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e6;
    }
}
