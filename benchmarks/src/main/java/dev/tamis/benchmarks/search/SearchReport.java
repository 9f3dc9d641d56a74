package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.DataSet;
import dev.tamis.benchmarks.data.SetStatistics;
import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.harness.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Prints what was measured: tables in Markdown, or one JSON object with a row a line.
final class SearchReport {

    private static final double[] RECALLS = {0.90, 0.95, 0.98, 0.99};

    private final Options options;
    private final DataSet data;
    private final int items;
    private final int queries;
    private final Map<String, SetStatistics> statistics;
    private final Map<String, WorkerProcess.Built> built = new LinkedHashMap<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, Map<String, List<Frontier.Point>>> unfiltered = new LinkedHashMap<>();

    SearchReport(Options options, DataSet data, int items, int queries) throws Exception {
        this.options = options;
        this.data = data;
        this.items = items;
        this.queries = queries;
        statistics = data.statistics(items);
    }

    void begin() {
        if (!options.json()) {
            System.out.printf("Vectors: %s, %,d items, %,d queries%n", data.name(), items, queries);
            statistics.forEach((name, each) -> System.out.printf("  %s: %s%n", name, each));
            System.out.println();
        }
    }

    void built(String system, WorkerProcess.Built result) {
        built.put(system, result);
        System.err.printf("  %.1f s%n", result.seconds());
    }

    void failed(String system, IOException failure) {
        failed.put(system, String.valueOf(failure.getMessage()));
        System.err.printf("%s is left out: %s%n", system, failure.getMessage());
    }

    void row(int below, Row row) {
        rows.add(row);
        if (below == Buckets.ALL) {
            unfiltered
                    .computeIfAbsent(row.threads(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(row.system(), key -> new ArrayList<>())
                    .add(new Frontier.Point(row.recall(), row.queriesPerSecond()));
        }
    }

    void end() {
        if (options.json()) {
            printJson();
            return;
        }
        System.out.println("| system | setting | items | threads | recall@10 | queries/s | build s | bytes an item |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        rows.forEach(System.out::println);
        System.out.println();
        System.out.println("| system | build s | bytes an item | with the copy for rescoring |");
        System.out.println("|---|---|---|---|");
        built.forEach((system, result) -> System.out.printf(
                "| %s | %.1f | %.0f | %.0f |%n",
                system,
                result.seconds(),
                (double) result.size().bytes() / items,
                (double) result.size().bytesWithRescoring() / items));
        failed.forEach((system, why) -> System.out.printf("| %s | left out: %s |||%n", system, why));
        System.out.println();
        System.out.println("Between settings, at a recall (queries/s, and in brackets Tamis's over it):");
        System.out.println();
        System.out.println("| threads | system | 0.90 | 0.95 | 0.98 | 0.99 | where it leads Tamis |");
        System.out.println("|---|---|---|---|---|---|---|");
        comparisons().forEach(each -> System.out.println(each.markdown()));
    }

    private void printJson() {
        var object = new LinkedHashMap<String, Object>();
        object.put("data", data.name());
        object.put("queries", queries);
        object.put("statistics", statistics);
        object.put("failed", failed);
        var withRescoring = new LinkedHashMap<String, Object>();
        built.forEach((system, result) ->
                withRescoring.put(system, Row.rounded((double) result.size().bytesWithRescoring() / items, 1)));
        object.put("bytesPerItemWithRescoring", withRescoring);
        object.put("atRecall", comparisons().stream().map(Comparison::json).toList());
        String head = Sources.JSON.writeValueAsString(object);
        // A row a line, for people and for line-wise tools.
        System.out.println(head.substring(0, head.length() - 1) + ",\"rows\":[");
        System.out.println(String.join(
                ",\n",
                rows.stream()
                        .map(row -> Sources.JSON.writeValueAsString(row.json()))
                        .toList()));
        System.out.println("]}");
    }

    private List<Comparison> comparisons() {
        var comparisons = new ArrayList<Comparison>();
        unfiltered.forEach((threads, systems) -> {
            Frontier tamis = Frontier.of(systems.getOrDefault(Systems.TAMIS, List.of()));
            systems.forEach(
                    (system, points) -> comparisons.add(new Comparison(threads, system, Frontier.of(points), tamis)));
        });
        return comparisons;
    }

    private record Comparison(int threads, String system, Frontier its, Frontier tamis) {

        Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("system", system);
            json.put("threads", threads);
            for (double recall : RECALLS) {
                OptionalDouble rate = its.at(recall);
                OptionalDouble ours = tamis.at(recall);
                rate.ifPresent(value -> json.put("queriesPerSecondAt" + recall, Row.rounded(value, 1)));
                if (rate.isPresent() && ours.isPresent()) {
                    json.put("tamisOverItAt" + recall, Row.rounded(ours.getAsDouble() / rate.getAsDouble(), 2));
                }
            }
            tamis.leadOf(its)
                    .ifPresent(lead -> json.put(
                            "leads",
                            Map.of(
                                    "from", Row.rounded(lead.from(), 3),
                                    "to", Row.rounded(lead.to(), 3),
                                    "atMost", Row.rounded(lead.ratio(), 2))));
            return json;
        }

        String markdown() {
            var line = new StringBuilder("| %d | %s |".formatted(threads, system));
            for (double recall : RECALLS) {
                OptionalDouble rate = its.at(recall);
                OptionalDouble ours = tamis.at(recall);
                line.append(rate.isPresent() ? " %.0f".formatted(rate.getAsDouble()) : " -");
                if (rate.isPresent() && ours.isPresent()) {
                    line.append(" (%.2f)".formatted(ours.getAsDouble() / rate.getAsDouble()));
                }
                line.append(" |");
            }
            String where = tamis.leadOf(its)
                    .map(lead -> "%.3f to %.3f, up to %.2f times".formatted(lead.from(), lead.to(), lead.ratio()))
                    .orElse("");
            return line + " " + where + " |";
        }
    }
}
