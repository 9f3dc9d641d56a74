package dev.tamis.benchmarks.embedding;

import dev.tamis.common.contract.embedding.InputType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How much faster a model answers at an earlier layer: all-MiniLM-L6-v2 in a folder with sizes of two and three of its
/// six layers. It was not trained for that, so its vectors are worth nothing there; only the time is looked at.
final class Depths {

    private static final String NAME = "elastic";
    private static final Map<String, Integer> LAYERS = layers();

    private final Peer peer = Peer.named("all-minilm-l6-v2");
    private final List<String> queries;
    private final List<String> documents;

    Depths(List<String> queries, List<String> documents) {
        this.queries = queries;
        this.documents = documents;
    }

    private static Map<String, Integer> layers() {
        var layers = new LinkedHashMap<String, Integer>();
        layers.put("full", 6);
        layers.put("medium", 3);
        layers.put("small", 2);
        return layers;
    }

    /// A row for each depth; depths take turns, medians count.
    List<Map<String, Object>> measure(int rounds) throws IOException {
        Path folder = Files.createTempDirectory("tamis-depths");
        List<Path> files = write(Files.createDirectories(folder.resolve(NAME)));
        var ofQueries = new LinkedHashMap<String, List<Double>>();
        var ofDocuments = new LinkedHashMap<String, List<Double>>();
        try (var server = new EmbeddingServer("tamis.embedding.models=" + folder)) {
            for (int round = -1; round < rounds; round++) { // the first warms up
                for (String size : LAYERS.keySet()) {
                    int from = (round + 1) * LAYERS.size();
                    double query = rate(server, size, queries, from, InputType.QUERY);
                    double document = rate(server, size, documents, 0, InputType.DOCUMENT);
                    if (round >= 0) {
                        ofQueries
                                .computeIfAbsent(size, any -> new ArrayList<>())
                                .add(query);
                        ofDocuments
                                .computeIfAbsent(size, any -> new ArrayList<>())
                                .add(document);
                    }
                }
            }
        } finally {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder.resolve(NAME));
            Files.delete(folder);
        }
        var rows = new ArrayList<Map<String, Object>>();
        LAYERS.forEach((size, layers) -> {
            var row = new LinkedHashMap<String, Object>();
            row.put("size", size);
            row.put("layers", layers);
            put(row, "queries", ofQueries, size);
            put(row, "abstracts", ofDocuments, size);
            rows.add(row);
        });
        return rows;
    }

    private static void put(Map<String, Object> row, String what, Map<String, List<Double>> rates, String size) {
        double rate = Samples.median(Objects.requireNonNull(rates.get(size)));
        double full = Samples.median(Objects.requireNonNull(rates.get("full")));
        row.put(what + "PerSecond", Math.round(rate));
        row.put(what + "TimeOfFull", Math.round(full / rate * 100) / 100.0);
    }

    /// Texts a second of one caller, one text a request.
    private double rate(EmbeddingServer server, String size, List<String> texts, int turn, InputType type) {
        int count = Math.min(100, texts.size());
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            String text = texts.get((turn * count + i) % texts.size());
            server.embed(NAME, size, List.of(text), type, "bench");
        }
        return count * 1e9 / (System.nanoTime() - begin);
    }

    private List<Path> write(Path folder) throws IOException {
        Path yaml = folder.resolve("tamis-model.yaml");
        Files.writeString(yaml, """
                pooling: mean
                dimensions: 384
                layers: 6
                max-tokens: 512
                sizes:
                  - {name: small, layers: 2, output: %s, dimensions: 384}
                  - {name: medium, layers: 3, output: %s, dimensions: 384}
                """.formatted(output(2), output(3)));
        return List.of(
                yaml,
                copy(peer.network(), folder.resolve("model.onnx")),
                copy(peer.tokenizer(), folder.resolve("tokenizer.json")));
    }

    private static String output(int layers) {
        return "/encoder/layer.%d/output/LayerNorm/Add_1_output_0".formatted(layers - 1);
    }

    private static Path copy(String resource, Path file) throws IOException {
        try (InputStream stream = Depths.class.getResourceAsStream(resource)) {
            Files.copy(Objects.requireNonNull(stream, resource), file);
        }
        return file;
    }
}
