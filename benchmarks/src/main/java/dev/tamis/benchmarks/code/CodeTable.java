package dev.tamis.benchmarks.code;

import dev.tamis.training.evaluate.FormQuality;
import dev.tamis.training.evaluate.Gate;
import dev.tamis.training.evaluate.Quality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The rows of one set and model: a row per method and size, over all seeds.
final class CodeTable {

    private static final Set<String> CODES = Set.of("sign", "centred", "rabitq", "recurrent");

    private final String set;
    private final String model;
    private final List<CodeCell> cells;
    private final Map<String, List<FormQuality>> rows = new LinkedHashMap<>();
    private final Quality full;

    CodeTable(String set, String model, List<CodeCell> cells) {
        this.set = set;
        this.model = model;
        this.cells = cells;
        this.full = cells.getFirst().full();
        for (CodeCell cell : cells) {
            for (FormQuality form : cell.forms()) {
                rows.computeIfAbsent(form.method() + " " + form.size(), row -> new ArrayList<>())
                        .add(form);
            }
        }
    }

    /// Says on the error stream that a seed is done, and what the gate makes of it.
    static void tell(CodeCell cell) {
        String fits = cell.fits().stream()
                .map(fit -> String.format(
                        Locale.ROOT,
                        "%s in %.0f s, best at step %d of %d",
                        fit.what(),
                        fit.seconds(),
                        fit.best(),
                        fit.steps()))
                .collect(Collectors.joining("; "));
        System.err.printf("%s by %s, seed %d: fitted %s%n", cell.set(), cell.model(), cell.seed(), fits);
        System.err.println(verdict(cell).sentence());
    }

    private static Gate.Verdict verdict(CodeCell cell) {
        return new Gate(Gate.DEFAULT_FLOOR)
                .decide(cell.forms().stream()
                        .filter(form -> CODES.contains(form.method()))
                        .toList());
    }

    void print() {
        CodeCell first = cells.getFirst();
        System.out.printf(
                Locale.ROOT,
                "%n%s by %s: %d held-out queries; full vectors nDCG@10 %.4f, recall@100 %.4f; seeds %s.%n",
                set,
                model,
                first.queries(),
                full.ndcg10(),
                full.recall100(),
                cells.stream().map(cell -> Long.toString(cell.seed())).collect(Collectors.joining(", ")));
        for (CodeCell cell : cells) {
            System.out.printf("Seed %d: %s%n", cell.seed(), verdict(cell).sentence());
        }
        System.out.println("""

                | method | size | bytes | nDCG@10 | kept | recall@100 | of exact 10 | +100: kept | of exact 10 | +200: kept | of exact 10 |
                |---|---|---|---|---|---|---|---|---|---|---|""");
        rows.values().forEach(seeds -> {
            FormQuality form = seeds.getFirst();
            System.out.printf(
                    "| %s | %d | %.0f | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                    form.method(),
                    form.size(),
                    form.bytesPerItem(),
                    text(seeds, row -> row.alone().ndcg10(), 1),
                    text(seeds, row -> row.alone().ndcg10() / full.ndcg10(), 100),
                    text(seeds, row -> row.alone().recall100(), 1),
                    text(seeds, row -> row.alone().recallOfExact10(), 1),
                    text(seeds, row -> row.rescored100().ndcg10() / full.ndcg10(), 100),
                    text(seeds, row -> row.rescored100().recallOfExact10(), 1),
                    text(seeds, row -> row.rescored200().ndcg10() / full.ndcg10(), 100),
                    text(seeds, row -> row.rescored200().recallOfExact10(), 1));
        });
    }

    List<Map<String, Object>> json() {
        return rows.values().stream().map(this::json).toList();
    }

    private Map<String, Object> json(List<FormQuality> seeds) {
        FormQuality first = seeds.getFirst();
        var json = new LinkedHashMap<String, Object>();
        json.put("set", set);
        json.put("model", model);
        json.put("method", first.method());
        json.put("size", first.size());
        json.put("bytesPerItem", first.bytesPerItem());
        json.put("seeds", seeds.size());
        json.put("fullNdcg@10", full.ndcg10());
        json.put("fullRecall@100", full.recall100());
        json.put("alone", qualities(seeds, FormQuality::alone));
        json.put("rescored100", qualities(seeds, FormQuality::rescored100));
        json.put("rescored200", qualities(seeds, FormQuality::rescored200));
        return json;
    }

    private static Map<String, Object> qualities(List<FormQuality> seeds, Function<FormQuality, Quality> part) {
        var json = new LinkedHashMap<String, Object>();
        json.put("ndcg@10", moments(seeds, row -> part.apply(row).ndcg10()));
        json.put("recall@100", moments(seeds, row -> part.apply(row).recall100()));
        json.put("recallOfExact@10", moments(seeds, row -> part.apply(row).recallOfExact10()));
        return json;
    }

    private static Map<String, Double> moments(List<FormQuality> seeds, ToDoubleFunction<FormQuality> value) {
        return Map.of("mean", mean(seeds, value), "spread", spread(seeds, value));
    }

    private static String text(List<FormQuality> seeds, ToDoubleFunction<FormQuality> value, int scale) {
        String number = scale == 1 ? "%.4f" : "%.1f";
        String mean = number.formatted(scale * mean(seeds, value));
        return seeds.size() == 1 ? mean : mean + " ± " + number.formatted(scale * spread(seeds, value));
    }

    private static double mean(List<FormQuality> seeds, ToDoubleFunction<FormQuality> value) {
        return seeds.stream().mapToDouble(value).average().orElse(0);
    }

    /// Standard deviation of the sample; 0 for one.
    private static double spread(List<FormQuality> seeds, ToDoubleFunction<FormQuality> value) {
        double mean = mean(seeds, value);
        double squares = seeds.stream()
                .mapToDouble(row -> value.applyAsDouble(row) - mean)
                .map(difference -> difference * difference)
                .sum();
        return Math.sqrt(squares / Math.max(1, seeds.size() - 1));
    }
}
