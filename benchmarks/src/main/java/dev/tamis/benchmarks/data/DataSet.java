package dev.tamis.benchmarks.data;

import dev.tamis.benchmarks.harness.Options;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.model.ServedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Items and queries to search with, kept in a cache folder: embeddings of real product titles and of queries that
/// people typed, extended by [ItemGenerator]; without the folder of texts, [SyntheticVectors].
public final class DataSet {

    /// Items that a search is to find.
    public static final int K = 10;

    private static final int CHUNK = 100_000;

    private final Path cache;
    private final String name;
    private final Path items;
    private final VectorFile real;
    private final VectorFile queries;

    private DataSet(Path cache, String name, Path items, VectorFile real, VectorFile queries) {
        this.cache = cache;
        this.name = name;
        this.items = items;
        this.real = real;
        this.queries = queries;
    }

    /// Opens the set that the options `data` and `cache` lead to; embeds its texts if that was not done yet.
    public static DataSet open(Options options) throws IOException {
        String home = Objects.requireNonNullElse(
                System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home") + "/.cache");
        Path cache = Files.createDirectories(Path.of(options.get("cache", home + "/tamis/bench")));
        Path data = Path.of(options.get("data", "../shared/data"));
        int d = ServedModels.all().getFirst().dimension();
        if (ProductTexts.isIn(data)) {
            ProductTexts texts = ProductTexts.in(data);
            Path titles = TextVectors.file(cache, "titles", texts.titles(), InputType.DOCUMENT);
            Path queries = TextVectors.file(cache, "queries", texts.queries(), InputType.QUERY);
            String name =
                    Objects.requireNonNull(titles.getFileName()).toString().replace(".f32", "");
            return new DataSet(
                    cache,
                    "real " + name,
                    cache.resolve("items-of-" + name + ".f32"),
                    VectorFile.open(titles, d),
                    VectorFile.open(queries, d));
        }
        System.err.printf(
                "There is no %s in %s (name its parent by --data): measuring on synthetic vectors instead.%n",
                ProductTexts.SET, data);
        Path titles = cache.resolve("synthetic.f32");
        Path queries = cache.resolve("synthetic-queries.f32");
        if (!Files.exists(queries)) {
            var synthetic = new SyntheticVectors(d, 7);
            VectorFile.append(titles, d, 0, synthetic.generate(0, 50_000));
            VectorFile.append(queries, d, 0, synthetic.generate(50_000, 2_000));
        }
        return new DataSet(
                cache,
                "synthetic",
                cache.resolve("items-of-synthetic.f32"),
                VectorFile.open(titles, d),
                VectorFile.open(queries, d));
    }

    /// What the vectors are, for the head of a table.
    public String name() {
        return name;
    }

    public int dimension() {
        return real.dimension();
    }

    /// Vectors that were not made by the generator: the first items.
    public VectorFile real() {
        return real;
    }

    /// The file that holds at least this many items: real ones first, then generated ones.
    public Path file(int count) throws Exception {
        int d = dimension();
        int have = VectorFile.sizeOf(items, d);
        if (have < real.size()) {
            float[] all = new float[real.size() * d];
            real.read(0, real.size(), all);
            VectorFile.append(items, d, 0, all);
            have = real.size();
        }
        if (have < count) {
            System.err.printf("Generating items %,d to %,d ...%n", have, count);
            var generator = new ItemGenerator(real, near());
            for (; have < count; have += CHUNK) {
                VectorFile.append(items, d, have, generator.generate(have, Math.min(CHUNK, count - have)));
            }
        }
        return items;
    }

    /// The first items.
    public VectorFile items(int count) throws Exception {
        return VectorFile.open(file(count), dimension()).first(count);
    }

    /// Queries that are spread evenly over the set, row after row.
    public float[] queries(int count) {
        int d = dimension();
        int all = Math.min(count, queries.size());
        float[] some = new float[all * d];
        for (int i = 0; i < all; i++) {
            System.arraycopy(queries.row((int) ((long) i * queries.size() / all)), 0, some, i * d, d);
        }
        return some;
    }

    /// The exact answers to [#queries] among the first items.
    ///
    /// @param filter names `allowed` in the cache; empty for none
    public Neighbours truth(int items, int queries, String filter, @Nullable IntPredicate allowed) throws Exception {
        Path file = cache.resolve("%s-%d-%d%s.truth".formatted(this.items.getFileName(), items, queries, filter));
        return Neighbours.cached(file, () -> ExactSearch.nearest(items(items), queries(queries), K, allowed));
    }

    /// Statistics of the real and of the extended set, by name; kept, as they take a while.
    public Map<String, SetStatistics> statistics(int count) throws Exception {
        var statistics = new TreeMap<String, SetStatistics>();
        statistics.put("real", SetStatistics.of(real));
        if (count > real.size()) {
            statistics.put("extended", SetStatistics.of(items(count)));
        }
        return statistics;
    }

    private int[][] near() throws Exception {
        Path file = cache.resolve(items.getFileName() + ".near");
        Neighbours found = Neighbours.cached(file, () -> {
            float[] all = new float[real.size() * dimension()];
            real.read(0, real.size(), all);
            return ExactSearch.nearest(real, all, ItemGenerator.NEAR + 1, null);
        });
        int[][] near = new int[real.size()][];
        for (int i = 0; i < near.length; i++) {
            int self = i;
            near[i] = Arrays.stream(found.ids()[i])
                    .filter(id -> id != self)
                    .limit(ItemGenerator.NEAR)
                    .toArray();
        }
        return near;
    }
}
