package dev.tamis.retrieval.search;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// How long the stages of one search took.
final class Stages {

    static final String AWAIT = "await";
    static final String DENSE = "dense";
    static final String LEXICAL = "lexical";
    static final String FUSE = "fuse";
    static final String FETCH = "fetch";
    static final String FACETS = "facets";

    private final Map<String, Long> nanos = new ConcurrentHashMap<>();

    /// Does a stage and adds its time.
    <T> T timed(String stage, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            nanos.merge(stage, System.nanoTime() - start, Long::sum);
        }
    }

    Map<String, Long> nanos() {
        return Map.copyOf(nanos);
    }

    Map<String, Double> millis() {
        return nanos.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, stage -> stage.getValue() / 1e6));
    }
}
