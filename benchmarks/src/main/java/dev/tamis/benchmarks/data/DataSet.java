package dev.tamis.benchmarks.data;

import dev.tamis.benchmarks.harness.Options;
import dev.tamis.common.contract.embedding.InputType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Items and queries to search with, kept in a cache folder: embeddings of real product titles and of queries that
/// people typed, extended by [ItemGenerator]; without the folder of texts, [SyntheticVectors].
public final class DataSet {

    /// Items that a search is to find.
    public static final int K = 10;

    private static final String SYNTHETIC = "synthetic";
    private static final int CHUNK = 100_000;

    private final Path cache;
    private final String name;
    private final Path titles;
    private final VectorFile real;
    private final VectorFile queries;

    private DataSet(Path cache, String name, Path titles, VectorFile real, VectorFile queries) {
        this.cache = cache;
        this.name = name;
        this.titles = titles;
        this.real = real;
        this.queries = queries;
    }

    /// Opens the set that the options `data` and `cache` lead to; embeds its texts if that was not done yet.
    public static DataSet open(Options options) throws IOException {
        String home = Objects.requireNonNullElse(
                System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home") + "/.cache");
        Path cache = Files.createDirectories(Path.of(options.get("cache", home + "/tamis/bench")));
        Path data = Path.of(options.get("data", "../shared/data"));
        int d = TextVectors.dimension();
        if (ProductTexts.isIn(data)) {
            ProductTexts texts = ProductTexts.in(data);
            Path titles = TextVectors.file(cache, "titles", texts.titles(), InputType.DOCUMENT);
            Path queries = TextVectors.file(cache, "queries", texts.queries(), InputType.QUERY);
            String name =
                    Objects.requireNonNull(titles.getFileName()).toString().replace(".f32", "");
            return new DataSet(cache, name, titles, VectorFile.open(titles, d), VectorFile.open(queries, d));
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
        return new DataSet(cache, "synthetic", titles, VectorFile.open(titles, d), VectorFile.open(queries, d));
    }

    /// Names the vectors: `titles-` and a key of texts and model, or `synthetic`.
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

    /// The file whose first vectors are the items of a set of this size: real ones, then generated ones.
    public Path file(int count) throws Exception {
        if (count <= real.size()) {
            return titles;
        }
        int d = dimension();
        Path file = cache.resolve("%s-%d.f32".formatted(name, count));
        if (!Files.exists(file)) {
            System.err.printf(
                    "Generating %,d items to follow the %,d real ones ...%n", count - real.size(), real.size());
            float[] all = new float[real.size() * d];
            real.read(0, real.size(), all);
            Path part = Files.createTempFile(cache, "items", ".part");
            VectorFile.append(part, d, 0, all);
            var generator = new ItemGenerator(real, near(), count);
            for (int have = real.size(); have < count; have += CHUNK) {
                VectorFile.append(part, d, have, generator.generate(have, Math.min(CHUNK, count - have)));
            }
            Files.move(part, file);
        }
        return file;
    }

    /// The items of a set of this size.
    public VectorFile items(int count) throws Exception {
        return VectorFile.open(file(count), dimension()).first(count);
    }

    /// Queries that are spread evenly over the set, row after row.
    public float[] queries(int count) {
        return spread(Math.min(count, queries.size()), 0);
    }

    /// As many other queries, each from half-way to the next of [#queries]; none if there are too few.
    public float[] otherQueries(int count) {
        return queries.size() < 2 * count ? new float[0] : spread(count, queries.size() / (2 * count));
    }

    private float[] spread(int count, int offset) {
        int d = dimension();
        float[] some = new float[count * d];
        for (int i = 0; i < count; i++) {
            int index = (int) ((long) i * queries.size() / count) + offset;
            System.arraycopy(queries.row(index), 0, some, i * d, d);
        }
        return some;
    }

    /// A new file of vectors, for another process; the caller deletes it.
    public Path fileOf(float[] vectors) throws IOException {
        Path file = Files.createTempFile(cache, "some", ".f32");
        VectorFile.append(file, dimension(), 0, vectors);
        return file;
    }

    /// The exact answers to [#queries] among the first items.
    ///
    /// @param filter names `allowed` in the cache; empty for none
    public Neighbours truth(int items, int queries, String filter, @Nullable IntPredicate allowed) throws Exception {
        Path file = cache.resolve("%s-%d-%d%s.truth".formatted(name, items, queries, filter));
        return Neighbours.cached(file, () -> ExactSearch.nearest(items(items), queries(queries), K, allowed));
    }

    /// Statistics of the real vectors and, where there are more, of a set of this size.
    public Map<String, SetStatistics> statistics(int count) throws Exception {
        var statistics = new LinkedHashMap<String, SetStatistics>();
        statistics.put(name.equals(SYNTHETIC) ? SYNTHETIC : "real", statisticsOf(real.size()));
        if (count != real.size()) {
            statistics.put("measured", statisticsOf(count));
        }
        return statistics;
    }

    private SetStatistics statisticsOf(int count) throws Exception {
        Path file = cache.resolve("%s-%d.statistics".formatted(name, count));
        if (Files.exists(file)) {
            return Sources.JSON.readValue(Files.readString(file), SetStatistics.class);
        }
        SetStatistics statistics = SetStatistics.of(items(count));
        Files.writeString(file, Sources.JSON.writeValueAsString(statistics));
        return statistics;
    }

    private int[][] near() throws Exception {
        Path file = cache.resolve(name + ".near");
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
