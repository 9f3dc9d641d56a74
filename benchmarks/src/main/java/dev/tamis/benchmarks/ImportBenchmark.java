package dev.tamis.benchmarks;

import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.harness.Options;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.item.Item;
import dev.tamis.embedding.model.ModelSize;
import dev.tamis.embedding.model.ServedModels;
import dev.tamis.embedding.model.TextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// Items a second through the whole platform (command line, gateway, embedding, retrieval, PostgreSQL, Lucene) beside
/// the rate of the model alone on the same texts: tokenizer and ONNX Runtime in this process, a thread a core,
/// nothing else running. The two take turns, so that a slow phase of the machine hits both.
///
/// `./tamis bench import --beir ../shared/data/scifact --items 600`
final class ImportBenchmark {

    private ImportBenchmark() {}

    static void run(Options options) throws Exception {
        List<Item> items = items(options);
        int rounds = options.number("rounds", 3);
        var raw = new ArrayList<Double>();
        var imported = new ArrayList<Double>();
        Path file = Files.createTempFile("tamis-bench", ".ndjson");
        try (Platform platform = Platform.start()) {
            Files.write(
                    file, items.stream().map(Sources.JSON::writeValueAsString).toList());
            for (int round = -1; round < rounds; round++) { // round -1 warms both up
                double rawRate = rawRate(items);
                double importRate = importRate(platform, file, round);
                if (round >= 0) {
                    raw.add(rawRate);
                    imported.add(importRate);
                }
            }
        } finally {
            Files.delete(file);
        }
        print(options, items, raw, imported);
    }

    private static List<Item> items(Options options) throws IOException {
        int most = options.number("items", 600);
        String beir = options.get("beir", "");
        if (!beir.isEmpty()) {
            return Sources.corpus(Path.of(beir), most);
        }
        Path home = Path.of(System.getProperty("tamis.home", "."));
        return Sources.lines(home.resolve("cli/src/main/resources/demo"), "catalogue.ndjson").stream()
                .limit(most)
                .map(line -> Sources.JSON.readValue(line, Item.class))
                .toList();
    }

    private static double rawRate(List<Item> items) throws ExecutionException, InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        var next = new AtomicInteger();
        try (var models = ServedModels.builtIn();
                var pool = Executors.newFixedThreadPool(threads)) {
            TextEncoder encoder = models.defaultModel().encoder();
            ModelSize size = models.defaultModel().description().full();
            long begin = System.nanoTime();
            var running = new ArrayList<Future<?>>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit(() -> {
                    for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                        encoder.encode(items.get(i).text(), InputType.DOCUMENT, size);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
            return items.size() / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private static double importRate(Platform platform, Path file, int round) throws IOException {
        String output =
                platform.tamis("import", "--collection", "bench-" + (round + 1), "--ndjson", file.toString(), "--json");
        JsonNode summary = Sources.JSON.readTree(output);
        return summary.get("itemsPerSecond").asDouble();
    }

    private static void print(Options options, List<Item> items, List<Double> raw, List<Double> imported) {
        double rawMedian = median(raw);
        double importMedian = median(imported);
        double ratio = importMedian / rawMedian;
        if (options.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("items", items.size());
            result.put("threads", Runtime.getRuntime().availableProcessors());
            result.put("rawItemsPerSecond", rawMedian);
            result.put("importItemsPerSecond", importMedian);
            result.put("ratio", ratio);
            System.out.println(Sources.JSON.writeValueAsString(result));
        } else {
            System.out.printf(
                    "%d items, %d threads%n  model alone  %8.1f items/s%n  import       %8.1f items/s   %.2f of it%n",
                    items.size(), Runtime.getRuntime().availableProcessors(), rawMedian, importMedian, ratio);
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
