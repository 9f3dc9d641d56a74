package dev.tamis.benchmarks.embedding;

import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.harness.Options;
import dev.tamis.common.contract.item.Item;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The embedding service beside LangChain4j and plain ONNX Runtime on the same models, texts and cores.
///
/// `./tamis bench embedding --data ../shared/data`
public final class EmbeddingBenchmark {

    private static final String DEFAULT_MODEL = "bge-small-en-v1.5";

    private final Options options;
    private final PrintStream out;
    private final Path data;
    private final List<String> parts;
    private final Map<String, Object> result = new LinkedHashMap<>();

    private EmbeddingBenchmark(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        data = Path.of(options.get("data", "../shared/data"));
        parts = options.names("parts", List.of("throughput", "waiting", "depths", "sizes"));
    }

    /// Measures the parts that `--parts` names, else all; without `--full` a few models and texts.
    public static void run(Options options) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // the service logs there
        new EmbeddingBenchmark(options, out).run();
    }

    private void run() throws Exception {
        int rounds = options.number("rounds", 3);
        List<String> abstracts = Sources.corpus(data.resolve("scifact"), options.number("abstracts", 128)).stream()
                .map(Item::text)
                .toList();
        List<String> titles = titles(options.number("titles", 1_024));
        try (var server = new EmbeddingServer()) {
            if (parts.contains("throughput")) {
                throughput(server, rounds, abstracts, titles);
            }
            if (parts.contains("waiting")) {
                var waiting = new Waiting(server, Peer.named(DEFAULT_MODEL), queries());
                var batching = new Waiting(server, Peer.named("all-minilm-l6-v2"), queries());
                done("together", List.of(waiting.together(rounds), batching.together(rounds)));
                done("besideImport", List.of(waiting.besideImport(abstracts, rounds)));
            }
        }
        if (parts.contains("depths")) {
            done("depths", new Depths(queries(), abstracts).measure(rounds));
        }
        if (parts.contains("sizes")) {
            sizes();
        }
        if (options.json()) {
            out.println(Sources.JSON.writeValueAsString(result));
        }
    }

    private void throughput(EmbeddingServer server, int rounds, List<String> abstracts, List<String> titles)
            throws Exception {
        var mixed = new ArrayList<String>();
        for (int i = 0; i < Math.max(abstracts.size(), titles.size()); i++) {
            if (i % Math.max(1, titles.size() / abstracts.size()) == 0 && mixed.size() < 2 * abstracts.size()) {
                mixed.add(abstracts.get(mixed.size() / 2));
                mixed.add(titles.get(i));
            }
        }
        var throughput = new Throughput(server, rounds);
        var rows = new ArrayList<Map<String, Object>>();
        List<String> models = options.names("models", List.of(DEFAULT_MODEL, "all-minilm-l6-v2"));
        for (String model : models) {
            System.err.printf("Measuring %s ...%n", model);
            rows.add(throughput
                    .measure(Peer.named(model), "abstracts", abstracts)
                    .json());
            rows.add(throughput.measure(Peer.named(model), "titles", titles).json());
            rows.add(throughput.measure(Peer.named(model), "mixed", mixed).json());
        }
        done("throughput", rows);
    }

    private void sizes() throws IOException {
        var rows = new ArrayList<Map<String, Object>>();
        var sizes = new Sizes(data, options.full());
        for (Peer peer : Peer.ALL) {
            System.err.printf("Measuring the sizes of %s ...%n", peer.name());
            sizes.measure(peer.name()).forEach(row -> rows.add(row.json()));
        }
        done("sizes", rows);
    }

    private List<String> titles(int most) throws IOException {
        return Sources.lines(data.resolve("product-search-homedepot"), "products.jsonl").stream()
                .limit(most)
                .map(line -> Sources.text(Sources.JSON.readTree(line), "title"))
                .toList();
    }

    private List<String> queries() throws IOException {
        return Sources.lines(data.resolve("product-search-homedepot"), "queries.tsv").stream()
                .skip(1)
                .map(line -> line.split("\t", -1)[1])
                .distinct()
                .toList();
    }

    /// A part is told as soon as it is measured, unless all are told together as JSON.
    private void done(String part, List<Map<String, Object>> rows) {
        result.put(part, rows);
        if (!options.json()) {
            out.printf("%n%s%n%n", part);
            table(rows);
        }
    }

    private void table(List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> names = List.copyOf(rows.getFirst().keySet());
        out.println("| " + String.join(" | ", names) + " |");
        out.println("|" + "---|".repeat(names.size()));
        for (Map<String, Object> row : rows) {
            out.println("| "
                    + String.join(
                            " | ",
                            names.stream()
                                    .map(name -> String.valueOf(row.get(name)))
                                    .toList())
                    + " |");
        }
    }
}
