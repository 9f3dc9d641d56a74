package dev.tamis.benchmarks;

import dev.tamis.benchmarks.data.BeirFolder;
import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.harness.Options;
import dev.tamis.client.Refresh;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.evaluation.Percentiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// What users notice of a change of the embedding model: the same judged queries are asked over and over, on two
/// threads, while items are written, before, during and after it. At the end stands the quality of a collection
/// that had the new model from the start.
///
/// `./tamis bench upgrade --data ../shared/data --items 10000`
final class UpgradeBenchmark {

    private static final String COLLECTION = "bench";
    private static final int CHUNK = 256;
    private static final int ROUNDS = 2;

    private final Options options;
    private final JudgedSet set;
    private final TamisClient tamis;
    private final SearchMode mode;

    private UpgradeBenchmark(Options options, JudgedSet set, TamisClient tamis) {
        this.options = options;
        this.set = set;
        this.tamis = tamis;
        this.mode = SearchMode.valueOf(options.get("mode", "dense").toUpperCase(Locale.ROOT));
    }

    static void run(Options options) throws Exception {
        Path converted = Files.createTempDirectory("tamis-bench-beir");
        String name = options.get("set", "product-search-homedepot");
        Path folder =
                BeirFolder.of(Path.of(options.get("data", "../shared/data")).resolve(name), converted.resolve(name));
        JudgedSet set = JudgedSet.read(folder, options.number("items", 10_000), options.number("queries", 300));
        try (Platform platform = Platform.start();
                TamisClient tamis = platform.client()) {
            new UpgradeBenchmark(options, set, tamis).run();
        } finally {
            try (Stream<Path> all = Files.walk(converted)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private void run() throws Exception {
        String from = options.get("from", "all-minilm-l6-v2-q");
        String to = options.get("to", "bge-small-en-v1.5");
        fill(COLLECTION, from);
        var load = new SearchLoad(tamis, COLLECTION, mode, set.queries());
        List<SearchLoad.Round> before = load.rounds(ROUNDS);
        Job job;
        List<SearchLoad.Round> during;
        WriteLoad writes;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            writes = new WriteLoad(tamis, COLLECTION, set.items());
            Future<?> writing = threads.submit(writes);
            Future<Job> upgrade = threads.submit(() -> upgrade(to));
            during = load.roundsUntil(upgrade::isDone);
            job = upgrade.get();
            writes.stop();
            writing.get();
        }
        List<SearchLoad.Round> after = load.rounds(ROUNDS);
        fill(COLLECTION + "-new", to);
        List<SearchLoad.Round> own = new SearchLoad(tamis, COLLECTION + "-new", mode, set.queries()).rounds(ROUNDS);
        print(from, to, job, writes, before, during, after, own);
    }

    private void fill(String name, String model) {
        tamis.createCollection(new CreateCollection(name, model, null, null, null));
        List<Item> items = set.items();
        for (int i = 0; i < items.size(); i += CHUNK) {
            boolean last = i + CHUNK >= items.size();
            var result = tamis.putItems(
                    name, items.subList(i, Math.min(items.size(), i + CHUNK)), last ? Refresh.WAIT : Refresh.LATER);
            if (!result.failures().isEmpty()) {
                throw new IllegalStateException(
                        "not stored: " + result.failures().getFirst());
            }
        }
    }

    private Job upgrade(String to) {
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("model", to));
        if (options.number("rate", 0) > 0) {
            parameters.put("itemsPerSecond", options.number("rate", 0));
        }
        Job job = tamis.createJob(new CreateJob("upgrade", COLLECTION, parameters));
        return tamis.watchJob(job.id(), now -> {});
    }

    private void print(
            String from,
            String to,
            Job job,
            WriteLoad writes,
            List<SearchLoad.Round> before,
            List<SearchLoad.Round> during,
            List<SearchLoad.Round> after,
            List<SearchLoad.Round> own) {
        var rounds = new ArrayList<>(before);
        rounds.addAll(during);
        rounds.addAll(after);
        double old = mean(before);
        double lowest =
                during.stream().mapToDouble(SearchLoad.Round::ndcg).min().orElse(Double.NaN);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("from", from);
        result.put("to", to);
        result.put("mode", mode);
        result.put("items", set.items().size());
        result.put("queries", set.queries().size());
        result.put("state", job.state());
        result.put("result", job.result() == null ? job.error() : job.result());
        result.put(
                "searches",
                rounds.stream().mapToLong(SearchLoad.Round::searches).sum());
        result.put(
                "failedSearches",
                rounds.stream().mapToLong(SearchLoad.Round::failed).sum());
        result.put(
                "degradedSearches",
                rounds.stream().mapToLong(SearchLoad.Round::degraded).sum());
        result.put("writes", writes.made());
        result.put("failedWrites", writes.failed());
        result.put("ndcgBefore", old);
        result.put("ndcgLowestDuring", lowest);
        result.put("lowestOverBefore", lowest / old);
        result.put("ndcgAfter", mean(after));
        result.put("ndcgOfNewModelsOwn", mean(own));
        result.put("roundsDuring", during.stream().map(SearchLoad.Round::ndcg).toList());
        result.put("millisBefore", millis(before));
        result.put("millisDuring", millis(during));
        result.put("metrics", job.metrics());
        if (options.json()) {
            System.out.println(Sources.JSON.writeValueAsString(result));
        } else {
            result.forEach((name, value) -> System.out.printf("%-20s %s%n", name, value));
        }
    }

    private static double mean(List<SearchLoad.Round> rounds) {
        return rounds.stream().mapToDouble(SearchLoad.Round::ndcg).average().orElse(Double.NaN);
    }

    private static Percentiles millis(List<SearchLoad.Round> rounds) {
        return Percentiles.of(rounds.stream()
                .flatMap(round -> round.millis().stream())
                .mapToDouble(Double::doubleValue)
                .toArray());
    }
}
