package dev.tamis.benchmarks.code;

import dev.tamis.training.evaluate.FormQuality;
import dev.tamis.training.evaluate.Quality;
import dev.tamis.training.fit.FitCurve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The rows of one set and model: a row per method and size, over all seeds.
final class CodeTable {

    private final String set;
    private final String model;
    private final Map<String, List<FormQuality>> rows = new LinkedHashMap<>();
    private Quality full = new Quality(0, 0, 0);

    CodeTable(String set, String model) {
        this.set = set;
        this.model = model;
    }

    /// @param quality of the vectors in full size, as the model gives them
    void full(Quality quality, int queries) {
        full = quality;
        System.err.printf(
                "%s by %s: %d held-out queries, full vectors nDCG@10 %.4f, recall@100 %.4f%n",
                set, model, queries, quality.ndcg10(), quality.recall100());
    }

    void fitted(String what, long seed, long begin, FitCurve curve) {
        System.err.printf(
                "%s by %s: %s with seed %d fitted in %.0f s, best at step %d of %d%n",
                set,
                model,
                what,
                seed,
                (System.nanoTime() - begin) / 1e9,
                curve.best(),
                curve.points().getLast().step());
    }

    void add(FormQuality quality) {
        rows.computeIfAbsent(quality.method() + " " + quality.size(), row -> new ArrayList<>())
                .add(quality);
    }

    void print(boolean withHead) {
        if (withHead) {
            System.out.println("""
                    | set | model | method | size | bytes | nDCG@10 | kept | recall@100 | of exact 10 | +100: kept | of exact 10 | +200: kept | of exact 10 |
                    |---|---|---|---|---|---|---|---|---|---|---|---|---|""");
        }
        rows.values().forEach(seeds -> {
            FormQuality first = seeds.getFirst();
            System.out.printf(
                    "| %s | %s | %s | %d | %.0f | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                    set,
                    model,
                    first.method(),
                    first.size(),
                    first.bytesPerItem(),
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
