package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.DataSet;
import dev.tamis.benchmarks.data.Neighbours;
import dev.tamis.benchmarks.data.VectorFile;
import dev.tamis.benchmarks.harness.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Recall and queries a second of whole searches, ten items each, for Tamis and its peers on the same vectors.
///
/// Each system is built, one after the other, in a process of its own with all cores; then all are measured in turns,
/// several short rounds each, so that a slow phase of the machine hits all; medians count.
///
/// `./tamis bench search --data ../shared/data --items 200000`
public final class SearchBenchmark {

    private static final double[] SELECTIVITIES = {0.5, 0.1, 0.01, 0.001};

    private final Options options;
    private final DataSet data;
    private final int items;
    private final VectorFile vectors;
    private final float[] queries;
    private final int queryCount;

    private SearchBenchmark(Options options) throws Exception {
        this.options = options;
        data = DataSet.open(options);
        items = options.number("items", options.full() ? 1_000_000 : 50_000);
        vectors = data.items(items);
        queryCount = options.number("queries", 1_000);
        queries = data.queries(queryCount);
    }

    /// Measures the systems that `--systems` names, else all, without `--full` all but one.
    public static void run(Options options) throws Exception {
        long begin = System.nanoTime();
        new SearchBenchmark(options).run();
        System.err.printf("Took %d seconds.%n", (System.nanoTime() - begin) / 1_000_000_000);
    }

    private void run() throws Exception {
        List<String> systems = options.names("systems", options.full() ? Systems.ALL : Systems.STANDARD);
        for (String system : systems) {
            if (!Systems.ALL.contains(system)) {
                throw new IllegalArgumentException("no system '%s', there are %s".formatted(system, Systems.ALL));
            }
        }
        SearchReport report = new SearchReport(options, data, items, queryCount);
        report.begin();
        Path measured = data.fileOf(queries);
        Path practice = data.fileOf(data.otherQueries(queryCount));
        List<WorkerProcess> workers = new ArrayList<>();
        try {
            var cases = new ArrayList<Case>();
            for (String system : systems) {
                try {
                    boolean filtered = options.flag("filters") && Systems.FILTERED.contains(system);
                    var worker = WorkerProcess.start(system, data, items, measured, practice, filtered);
                    workers.add(worker);
                    System.err.printf("Building %s ...%n", system);
                    WorkerProcess.Built built = worker.build();
                    report.built(system, built);
                    built.settings().forEach(setting -> cases.add(new Case(worker, built, setting, Buckets.ALL)));
                    if (filtered) {
                        cases.addAll(filters(worker, built));
                    }
                } catch (IOException failed) {
                    report.failed(system, failed);
                }
            }
            measure(cases, report);
        } finally {
            for (WorkerProcess worker : workers) {
                worker.close();
            }
            Files.delete(measured);
            Files.delete(practice);
        }
        report.end();
    }

    private static List<Case> filters(WorkerProcess worker, WorkerProcess.Built built) {
        List<Case> cases = new ArrayList<>();
        for (double selectivity : SELECTIVITIES) {
            int below = (int) Math.round(selectivity * Buckets.ALL);
            built.settings().forEach(setting -> cases.add(new Case(worker, built, setting, below)));
        }
        return cases;
    }

    private void measure(List<Case> cases, SearchReport report) throws Exception {
        int rounds = options.number("rounds", options.full() ? 5 : 3);
        int millis = options.number("millis", options.full() ? 1_000 : 400);
        List<Integer> threads = options.names("threads", List.of("1", "2")).stream()
                .map(Integer::valueOf)
                .toList();
        System.err.println("Finding, for recall ...");
        for (Case each : cases) {
            each.find();
        }
        for (int round = 0; round < rounds; round++) {
            System.err.printf("Measuring, round %d of %d ...%n", round + 1, rounds);
            for (Case each : turns(cases)) {
                for (int count : threads) {
                    each.measure(count, millis);
                }
            }
        }
        for (int count : threads) {
            for (Case each : cases) {
                report.row(each.below(), each.row(items, count, recall(each)));
            }
        }
    }

    /// The cases so that the systems take turns.
    private static List<Case> turns(List<Case> cases) {
        Map<String, List<Case>> bySystem = new LinkedHashMap<>();
        cases.forEach(each -> bySystem.computeIfAbsent(each.system(), key -> new ArrayList<>())
                .add(each));
        List<Case> turns = new ArrayList<>();
        for (int turn = 0; turns.size() < cases.size(); turn++) {
            for (List<Case> mine : bySystem.values()) {
                if (turn < mine.size()) {
                    turns.add(mine.get(turn));
                }
            }
        }
        return turns;
    }

    private double recall(Case each) throws Exception {
        int below = each.below();
        Neighbours truth = below == Buckets.ALL
                ? data.truth(items, queryCount, "", null)
                : data.truth(items, queryCount, "-" + below, item -> Buckets.of(item) < below);
        return Recall.of(each.found(), vectors, queries, truth, below);
    }
}
