package dev.tamis.benchmarks.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One system at one setting, and what was measured of it so far.
final class Case {

    private final WorkerProcess worker;
    private final WorkerProcess.Built built;
    private final String setting;
    private final int below;
    private final Map<Integer, List<Double>> rates = new HashMap<>();
    private int[][] found = {};

    /// A case that nothing is known of yet.
    ///
    /// @param below bucket of the filter (see [Buckets])
    Case(WorkerProcess worker, WorkerProcess.Built built, String setting, int below) {
        this.worker = worker;
        this.built = built;
        this.setting = setting;
        this.below = below;
    }

    String system() {
        return worker.system();
    }

    int below() {
        return below;
    }

    int[][] found() {
        return found;
    }

    void find() throws IOException {
        found = worker.find(setting, below);
    }

    void measure(int threads, int millis) throws IOException {
        rates.computeIfAbsent(threads, key -> new ArrayList<>())
                .add(worker.queriesPerSecond(setting, below, threads, millis));
    }

    /// The median rate.
    Row row(int items, int threads, double recall) {
        List<Double> measured =
                rates.getOrDefault(threads, List.of()).stream().sorted().toList();
        return new Row(
                worker.system(),
                below == Buckets.ALL ? setting : "filter=%s %s".formatted(below / (double) Buckets.ALL, setting),
                items,
                threads,
                recall,
                measured.get(measured.size() / 2),
                built.seconds(),
                (double) built.size().bytes() / items);
    }
}
