package dev.tamis.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Test collections in BEIR's layout: as they are, or converted from tables of products, queries and labels.
public final class BeirFolder {

    private BeirFolder() {}

    /// The folder itself if it is in BEIR's layout, else a conversion of it in `target`.
    public static Path of(Path source, Path target) throws IOException {
        if (Files.isDirectory(source.resolve("qrels"))) {
            return source;
        }
        Files.createDirectories(target.resolve("qrels"));
        Files.write(target.resolve("corpus.jsonl"), corpus(source));
        Files.write(target.resolve("queries.jsonl"), queries(source));
        Files.write(target.resolve("qrels/test.tsv"), judgments(source));
        return target;
    }

    private static List<String> corpus(Path source) throws IOException {
        var documents = new ArrayList<String>();
        for (String line : Sources.lines(source, "products.jsonl")) {
            JsonNode product = Sources.JSON.readTree(line);
            documents.add(json(Map.of(
                    "_id", product.get("product_id").asString(),
                    "title", Sources.text(product, "title"),
                    "text", Sources.text(product, "description"))));
        }
        return documents;
    }

    private static List<String> queries(Path source) throws IOException {
        var queries = new ArrayList<String>();
        for (String[] row : rows(source, "queries.tsv")) {
            queries.add(json(Map.of("_id", row[0], "text", row[1])));
        }
        return queries;
    }

    /// Binary judgments, as the sets' own notes suggest: a median grade of 4 of 4, or a mean of at least 2.33
    /// of 3.
    private static List<String> judgments(Path source) throws IOException {
        var judgments = new ArrayList<>(List.of("query-id\tcorpus-id\tscore"));
        boolean median = Sources.lines(source, "labels.tsv").getFirst().contains("median_relevance");
        double least = median ? 4 : 2.33;
        for (String[] row : rows(source, "labels.tsv")) {
            judgments.add("%s\t%s\t%d".formatted(row[1], row[2], Double.parseDouble(row[3]) >= least ? 1 : 0));
        }
        return judgments;
    }

    private static List<String[]> rows(Path source, String name) throws IOException {
        return Sources.lines(source, name).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .toList();
    }

    private static String json(Map<String, String> properties) {
        return Sources.JSON.writeValueAsString(new LinkedHashMap<>(properties));
    }
}
