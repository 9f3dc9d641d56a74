package dev.tamis.benchmarks;

import dev.tamis.benchmarks.data.BeirFolder;
import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.harness.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Search quality on public test collections, each imported and evaluated by the commands that a user would type.
///
/// `./tamis bench quality --data ../shared/data`
final class QualityBenchmark {

    private static final List<String> MODES = List.of("dense", "lexical", "hybrid");

    private QualityBenchmark() {}

    static void run(Options options) throws Exception {
        Path data = Path.of(options.get("data", "../shared/data"));
        List<String> sets =
                List.of(options.get("sets", "scifact,cranfield,product-search-crowdflower,product-search-homedepot")
                        .split(",", -1));
        Map<String, JsonNode> results = new LinkedHashMap<>();
        Path converted = Files.createTempDirectory("tamis-bench-beir");
        if (!options.json()) {
            System.out.println(
                    "| collection | queries | mode | nDCG@10 | recall@100 | MRR@10 | p50 ms | p95 ms | p99 ms |");
            System.out.println("|---|---|---|---|---|---|---|---|---|");
        }
        try (Platform platform = Platform.start()) {
            for (String set : sets) {
                Path folder = BeirFolder.of(data.resolve(set), converted.resolve(set));
                JsonNode modes = measured(platform, set, folder, options);
                results.put(set, modes);
                if (!options.json()) {
                    MODES.forEach(mode -> print(set, mode, modes.get(mode)));
                }
            }
        }
        if (options.json()) {
            System.out.println(Sources.JSON.writeValueAsString(results));
        }
    }

    private static JsonNode measured(Platform platform, String set, Path folder, Options options) throws IOException {
        platform.tamis("import", "--collection", set, "--beir", folder.toString(), "--json");
        List<String> evaluate = new ArrayList<>(
                List.of("evaluate", "--collection", set, "--beir", folder.toString(), "--mode", "all", "--json"));
        String most = options.get("max-queries", "");
        if (!most.isEmpty()) {
            evaluate.addAll(List.of("--max-queries", most));
        }
        return Sources.JSON
                .readTree(platform.tamis(evaluate.toArray(String[]::new)))
                .get("modes");
    }

    private static void print(String set, String mode, JsonNode row) {
        JsonNode latency = row.get("latencyMillis");
        System.out.printf(
                "| %s | %d | %s | %.3f | %.3f | %.3f | %.1f | %.1f | %.1f |%n",
                set,
                row.get("queries").asInt(),
                mode,
                row.get("ndcg@10").asDouble(),
                row.get("recall@100").asDouble(),
                row.get("mrr@10").asDouble(),
                latency.get("p50").asDouble(),
                latency.get("p95").asDouble(),
                latency.get("p99").asDouble());
    }
}
