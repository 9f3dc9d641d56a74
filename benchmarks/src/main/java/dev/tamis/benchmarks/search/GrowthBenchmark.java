package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.DataSet;
import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.harness.Options;
import dev.tamis.benchmarks.plot.Panel;
import dev.tamis.benchmarks.plot.SmallMultiples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How Tamis's index grows: time of a query, memory, build and restart at several sizes, as rows and as a plot.
///
/// `./tamis bench growth --svg docs/growth.svg`
public final class GrowthBenchmark {

    private static final String SETTING = "recall=0.99";
    private static final int ROUNDS = 5;
    private static final double LEAST = 1e-4; // nothing takes no time on a logarithmic axis

    private GrowthBenchmark() {}

    public static void run(Options options) throws Exception {
        List<String> standard = options.full()
                ? List.of("10000", "100000", "1000000", "4000000")
                : List.of("10000", "100000", "1000000");
        DataSet data = DataSet.open(options);
        var rows = new ArrayList<GrowthRow>();
        for (String size : options.names("sizes", standard)) {
            rows.add(measured(data, Integer.parseInt(size), options));
        }
        Path svg = Path.of(options.get("svg", "docs/growth.svg"));
        Files.writeString(svg, plot(rows));
        print(rows, options);
        System.err.println("Drawn: " + svg);
    }

    private static GrowthRow measured(DataSet data, int items, Options options) throws Exception {
        System.err.printf("Measuring at %,d items ...%n", items);
        int queryCount = options.number("queries", 500);
        float[] queries = data.queries(queryCount);
        Path measured = data.fileOf(queries);
        Path practice = data.fileOf(data.otherQueries(queryCount));
        try (var worker = WorkerProcess.start(Systems.TAMIS, data, items, measured, practice, false)) {
            WorkerProcess.Built built = worker.build();
            double recall = Recall.of(
                    worker.find(SETTING, Buckets.ALL),
                    data.items(items),
                    queries,
                    data.truth(items, queryCount, "", null),
                    Buckets.ALL);
            var rates = new ArrayList<Double>();
            for (int round = 0; round < ROUNDS; round++) {
                rates.add(worker.queriesPerSecond(SETTING, Buckets.ALL, 1, options.number("millis", 600)));
            }
            rates.sort(null);
            return new GrowthRow(
                    items,
                    recall,
                    1e6 / rates.get(ROUNDS / 2),
                    built.size().bytes() / 1e6,
                    built.seconds(),
                    worker.reopen(SETTING));
        } finally {
            Files.delete(measured);
            Files.delete(practice);
        }
    }

    private static String plot(List<GrowthRow> rows) {
        return SmallMultiples.svg(
                "Tamis at a target recall@10 of 0.99, one thread",
                "items",
                List.of(
                        panel("microseconds a query", rows, GrowthRow::microsPerQuery),
                        panel("memory, MB", rows, GrowthRow::megabytes),
                        panel("build, seconds", rows, GrowthRow::buildSeconds),
                        panel("restart, seconds", rows, GrowthRow::restartSeconds)));
    }

    private static Panel panel(String title, List<GrowthRow> rows, ToDoubleFunction<GrowthRow> value) {
        return new Panel(
                title,
                rows.stream()
                        .map(row -> new Panel.Point(row.items(), Math.max(LEAST, value.applyAsDouble(row))))
                        .toList());
    }

    private static void print(List<GrowthRow> rows, Options options) {
        if (options.json()) {
            System.out.println(Sources.JSON.writeValueAsString(
                    Map.of("rows", rows.stream().map(GrowthRow::json).toList())));
            return;
        }
        System.out.println("| items | recall@10 | microseconds a query | memory, MB | build, s | restart, s |");
        System.out.println("|---|---|---|---|---|---|");
        rows.forEach(System.out::println);
    }
}
