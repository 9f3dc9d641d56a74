package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.DataSet;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/// JVector's hierarchical graph (degree 32, above 16, beam 100, alpha and overflow 1.2) over float vectors in memory; a
/// setting is its `rerankK`, the size of the search's queue.
///
/// Room: the graph as it counts itself, and the float vectors that it is walked on.
final class JVectorSystem implements SearchSystem {

    private static final VectorTypeSupport VECTORS =
            VectorizationProvider.getInstance().getVectorTypeSupport();
    private static final VectorSimilarityFunction SIMILARITY = VectorSimilarityFunction.DOT_PRODUCT;

    /// Of the lowest layer and of those above: what 16 links of the other graphs come to.
    private static final List<Integer> DEGREES = List.of(32, 16);

    private final SystemInput input;
    private final RandomAccessVectorValues vectors;
    private @Nullable GraphIndexBuilder builder;
    private @Nullable ImmutableGraphIndex graph;

    JVectorSystem(SystemInput input) {
        this.input = input;
        List<VectorFloat<?>> rows = new ArrayList<>(input.items().size());
        for (int item = 0; item < input.items().size(); item++) {
            rows.add(VECTORS.createFloatVector(input.items().row(item)));
        }
        vectors = new ListRandomAccessVectorValues(rows, input.items().dimension());
    }

    @Override
    public void build() {
        var scores = BuildScoreProvider.randomAccessScoreProvider(vectors, SIMILARITY);
        try (var pool = new ForkJoinPool(input.threads())) {
            builder = GraphIndexBuilder.builder(scores, input.items().dimension(), DEGREES)
                    .withBeamWidth(100)
                    .withNeighborOverflow(1.2f)
                    .withAlpha(1.2f)
                    .withSimdExecutor(pool)
                    .withParallelExecutor(pool)
                    .build();
            graph = builder.build(vectors);
        }
    }

    @Override
    public List<String> settings() {
        return Settings.each("rerankK", 20, 40, 80, 160, 320, 640, 1_280);
    }

    @Override
    public Searcher searcher(String setting, int below) {
        int rerankK = Settings.number(setting);
        var searcher = new GraphSearcher(Objects.requireNonNull(graph));
        return new Searcher() {
            @Override
            public int[] search(float[] query) {
                var scores = DefaultSearchScoreProvider.exact(VECTORS.createFloatVector(query), SIMILARITY, vectors);
                SearchResult result = searcher.search(scores, DataSet.K, rerankK, 0f, 0f, Bits.ALL);
                return Arrays.stream(result.getNodes())
                        .mapToInt(found -> found.node)
                        .toArray();
            }

            @Override
            public void close() throws IOException {
                searcher.close();
            }
        };
    }

    @Override
    public IndexSize size() {
        long bytes = Objects.requireNonNull(graph).ramBytesUsed()
                + (long) input.items().size() * input.items().dimension() * Float.BYTES;
        return new IndexSize(bytes, bytes);
    }

    @Override
    public void close() throws IOException {
        if (builder != null) {
            builder.close();
        }
    }
}
