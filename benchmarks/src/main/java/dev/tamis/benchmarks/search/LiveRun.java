package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.DataSet;
import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.data.VectorFile;
import dev.tamis.benchmarks.harness.Options;
import dev.tamis.benchmarks.harness.Parallel;
import dev.tamis.common.evaluation.Percentiles;
import dev.tamis.retrieval.index.memory.Effort;
import dev.tamis.retrieval.index.memory.MemoryIndex;
import dev.tamis.retrieval.index.memory.VectorChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The process that searches while items change; see [LiveBenchmark].
public final class LiveRun {

    private static final long BATCH_NANOS = 50_000_000;

    private final Options options;
    private final TamisSystem system;
    private final VectorFile items;
    private final List<float[]> queries;
    private final Effort effort;
    private final int perSecond;
    private final SplittableRandom random = new SplittableRandom(5);
    private int ids;
    private long change;
    private long upserts;

    private LiveRun(Options options, TamisSystem system, VectorFile items, float[] allQueries) {
        this.options = options;
        this.system = system;
        this.items = items;
        queries = rows(allQueries, items.dimension());
        effort = Effort.recall(Double.parseDouble(options.get("recall", "0.99")));
        perSecond = options.number("upserts", 1_000);
        ids = items.size();
        change = items.size();
    }

    /// Takes the options of the benchmark.
    public static void main(String[] args) throws Exception {
        Options options = Options.parse(Arrays.asList(args));
        DataSet data = DataSet.open(options);
        VectorFile items = data.items(options.number("items", 200_000));
        Path folder = Files.createTempDirectory("tamis-live");
        int building = Math.max(1, Parallel.CORES / 2); // as the service does, which leaves the others to searches
        try (var system = new TamisSystem(new SystemInput(items, folder, false, building))) {
            system.build();
            system.practise(rows(data.otherQueries(options.number("queries", 1_000)), items.dimension()));
            new LiveRun(options, system, items, data.queries(options.number("queries", 1_000))).run();
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private static List<float[]> rows(float[] all, int d) {
        var rows = new ArrayList<float[]>();
        for (int from = 0; from < all.length; from += d) {
            rows.add(Arrays.copyOfRange(all, from, from + d));
        }
        return rows;
    }

    private void run() throws Exception {
        int rounds = options.number("rounds", 3);
        long nanos = options.number("seconds", 10) * 1_000_000_000L;
        var idle = new ArrayList<Long>();
        var loaded = new ArrayList<Long>();
        search(nanos / 2); // warms up
        for (int round = 0; round < rounds; round++) {
            idle.addAll(search(nanos));
            loaded.addAll(searchWhileChanging(nanos));
        }
        print(idle, loaded);
    }

    /// Nanoseconds of each search, one after the other.
    private List<Long> search(long nanos) {
        MemoryIndex index = system.index();
        var times = new ArrayList<Long>();
        long end = System.nanoTime() + nanos;
        for (long now = System.nanoTime(); now < end; ) {
            index.search(queries.get(times.size() % queries.size()), DataSet.K, null, effort);
            long then = System.nanoTime();
            times.add(then - now);
            now = then;
        }
        return times;
    }

    private List<Long> searchWhileChanging(long nanos) throws Exception {
        var stopped = new AtomicBoolean();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Future<?> changing = pool.submit(() -> change(stopped));
            Future<?> maintaining = pool.submit(() -> maintain(stopped));
            List<Long> times = search(nanos);
            stopped.set(true);
            changing.get();
            maintaining.get();
            return times;
        }
    }

    /// Batches at their times; half of the items are new, half get another vector.
    private void change(AtomicBoolean stopped) {
        int batch = Math.max(1, (int) (perSecond * BATCH_NANOS / 1_000_000_000));
        long next = System.nanoTime();
        while (!stopped.get()) {
            var changes = new ArrayList<VectorChange>();
            for (int i = 0; i < batch; i++) {
                int item = random.nextBoolean() ? ids++ : random.nextInt(ids);
                changes.add(system.change(item, items.row(random.nextInt(items.size()))));
            }
            change += batch;
            upserts += batch;
            system.index().apply(changes, change);
            next += BATCH_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void maintain(AtomicBoolean stopped) {
        while (!stopped.get()) {
            if (!system.index().maintain()) {
                LockSupport.parkNanos(BATCH_NANOS);
            }
        }
    }

    private void print(List<Long> idleNanos, List<Long> loadedNanos) {
        Percentiles idle = micros(idleNanos);
        Percentiles loaded = micros(loadedNanos);
        double ratio = loaded.p99() / idle.p99();
        if (options.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("items", items.size());
            result.put("upsertsPerSecond", perSecond);
            result.put("upserts", upserts);
            result.put("idleP50Micros", Row.rounded(idle.p50(), 1));
            result.put("idleP99Micros", Row.rounded(idle.p99(), 1));
            result.put("loadedP50Micros", Row.rounded(loaded.p50(), 1));
            result.put("loadedP99Micros", Row.rounded(loaded.p99(), 1));
            result.put("p99Ratio", Row.rounded(ratio, 3));
            result.put("itemsExpected", ids);
            result.put("itemsThere", system.index().size());
            System.out.println(Sources.JSON.writeValueAsString(result));
            return;
        }
        System.out.printf("%,d items, %,d upserts at %,d a second%n", items.size(), upserts, perSecond);
        System.out.println("| | searches | p50, microseconds | p99, microseconds |");
        System.out.println("|---|---|---|---|");
        System.out.printf("| idle | %d | %.0f | %.0f |%n", idleNanos.size(), idle.p50(), idle.p99());
        System.out.printf("| changing | %d | %.0f | %.0f |%n", loadedNanos.size(), loaded.p50(), loaded.p99());
        System.out.printf("p99 while changing over idle: %.2f%n", ratio);
        System.out.printf(
                "items: %,d expected, %,d there%n", ids, system.index().size());
    }

    private static Percentiles micros(List<Long> nanos) {
        return Percentiles.of(nanos.stream().mapToDouble(each -> each / 1e3).toArray());
    }
}
