package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.retrieval.RetrievalResponse.Hit;
import dev.tamis.common.contract.search.SearchMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DenseSearchIT extends RunningService {

    private static final int D = 16;
    private static final long SEED = Long.getLong("test.seed", 20_260_621L);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<Item> items = new ArrayList<>();

    @Test
    void scoresAreCosinesAndEqualOnesAreOrderedById() {
        create(null, 2, IndexKind.EXACT);
        write(item("b", Map.of(), 3, 0), item("c", Map.of(), 0, -2), item("a", Map.of(), 0.5f, 0), item("d", Map.of()));

        RetrievalResponse response = dense(DenseVector.of(1e-20f, 0), 10, null, false);

        assertThat(response.hits()).extracting(Hit::id).containsExactly("a", "b", "c");
        assertThat(response.hits()).extracting(Hit::score).containsExactly(1.0, 1.0, 0.0);
        assertThat(response.dense()).isEqualTo("exact");
        assertThat(response.stageMillis()).containsOnlyKeys("dense", "fetch");
    }

    @Test
    void exactSearchFindsTheTrueNeighboursInOrder() {
        create(null, D, IndexKind.EXACT);
        fill(1_500);
        DenseVector query = gaussian();

        RetrievalResponse response = dense(query, 1_000, null, false);

        assertThat(response.hits()).hasSize(1_000);
        List<Item> truth = neighbours(query, items);
        for (int i = 0; i < 1_000; i++) {
            assertThat(response.hits().get(i).score())
                    .as("rank %d, seed %d", i + 1, SEED)
                    .isCloseTo(cosine(query, truth.get(i)), within(2e-3));
        }
    }

    @Test
    void aGraphIsBuiltOnceACollectionIsQuietAndFindsNearlyAllNeighbours() {
        create(null, D, IndexKind.HNSW);
        assertThat(described().indexState()).isEqualTo(IndexState.EXACT);
        fill(3_000);
        awaitGraph();

        for (int k : new int[] {10, 1_000}) {
            double found = 0;
            for (int i = 0; i < 10; i++) {
                DenseVector query = gaussian();
                List<String> exact = hitIds(dense(query, k, null, true));
                RetrievalResponse approximate = dense(query, k, null, false);
                assertThat(approximate.dense()).isEqualTo("hnsw");
                assertThat(approximate.hits()).as("k is never capped").hasSize(k);
                found += hitIds(approximate).stream().filter(exact::contains).count();
            }
            assertThat(found / (10.0 * k)).as("recall@%d, seed %d", k, SEED).isGreaterThan(0.95);
        }
    }

    @Test
    void onlyApproximateSearchScansTheGraph() {
        create(null, D, IndexKind.HNSW);
        fill(3_000);
        awaitGraph();

        dense(gaussian(), 10, null, true);
        dense(gaussian(), 10, new Filter.Equal("number", 7), false);
        dense(gaussian(), 10, null, false);
        dense(gaussian(), 10, new Filter.Range("number", null, 100, null, null), false);

        // Statistics come late, but in order: once the last scans are counted, so would the first have been.
        await(() -> graphScans() >= 2, "two scans of the graph to be counted");
        assertThat(graphScans()).isEqualTo(2);
    }

    @Test
    void aFilterThatLeavesFiveItemsReturnsExactlyThese() {
        create(null, D, IndexKind.HNSW);
        fill(1_000);
        awaitGraph();

        RetrievalResponse response =
                dense(gaussian(), 1_000, new Filter.In("number", List.of(3, 99, 500, 501, 998)), false);

        assertThat(hitIds(response)).containsExactlyInAnyOrder("i3", "i99", "i500", "i501", "i998");
        assertThat(response.dense()).isEqualTo("exact");
    }

    @Test
    void aFilterThatLeavesManyItemsIsAnsweredInFullThroughTheGraph() {
        create(null, D, IndexKind.HNSW);
        fill(1_000);
        awaitGraph();
        Filter half = new Filter.Range("number", null, 500, null, null);

        RetrievalResponse some = dense(gaussian(), 200, half, false);
        RetrievalResponse all = dense(gaussian(), 1_000, half, false);

        assertThat(some.dense()).isEqualTo("hnsw");
        assertThat(some.hits())
                .hasSize(200)
                .allSatisfy(hit -> assertThat(number(hit)).isGreaterThanOrEqualTo(500));
        assertThat(all.hits()).hasSize(500);
        assertThat(all.dense()).isEqualTo("exact");
    }

    /// The graph would have to look at some 830 vectors to find 100 of these 120; it may look at 600 here.
    @Test
    void whereTheGraphGivesUpTheAnswerIsExactAndComplete() {
        create(null, D, IndexKind.HNSW);
        fill(1_000);
        awaitGraph();

        RetrievalResponse response = dense(gaussian(), 100, new Filter.Range("number", null, 880, null, null), false);

        assertThat(response.hits())
                .hasSize(100)
                .allSatisfy(hit -> assertThat(number(hit)).isGreaterThanOrEqualTo(880));
        assertThat(response.dense()).isEqualTo("exact");
    }

    @Test
    void aGraphLeftInvalidByABrokenBuildIsBuiltAgain() {
        create(null, D, IndexKind.HNSW);
        fill(50);
        awaitGraph();
        jdbc.update("""
                UPDATE pg_index SET indisvalid = false
                WHERE indexrelid = (SELECT to_regclass('retrieval.item_' || id || '_hnsw') FROM collection WHERE name = ?)
                """, name);

        awaitGraph();

        assertThat(dense(gaussian(), 10, null, false).dense()).isEqualTo("hnsw");
    }

    @Test
    void itemsWrittenAfterTheGraphWasBuiltAreFoundAndDeletedOnesAreNot() {
        create(null, D, IndexKind.HNSW);
        fill(200);
        awaitGraph();
        DenseVector query = gaussian();
        write(new Item("new", Map.of(), Map.of(), query));
        caller.post(path + "/items:delete?refresh=wait", Map.of("ids", List.of("i0", "i1")));

        List<String> found = hitIds(dense(query, 199, null, false));

        assertThat(found.getFirst()).isEqualTo("new");
        assertThat(found).hasSize(199).doesNotContain("i0", "i1");
    }

    private void fill(int count) {
        int from = items.size();
        List<Item> fresh = IntStream.range(from, from + count)
                .mapToObj(i -> new Item("i" + i, Map.of(), Map.of("number", i), gaussian()))
                .toList();
        for (int i = 0; i < count; i += 1_000) {
            write(fresh.subList(i, Math.min(count, i + 1_000)));
        }
        items.addAll(fresh);
    }

    private long graphScans() {
        Long scans = jdbc.queryForObject("""
                SELECT coalesce(sum(idx_scan), 0) FROM pg_stat_user_indexes
                WHERE indexrelname = (SELECT 'item_' || id || '_hnsw' FROM collection WHERE name = ?)
                """, Long.class, name);
        return scans == null ? 0 : scans;
    }

    private RetrievalResponse dense(DenseVector query, int k, @Nullable Filter filter, boolean exact) {
        return search(new RetrievalRequest(
                        null, query, null, k, SearchMode.DENSE, filter, null, exact, List.of(), null, null))
                .as(RetrievalResponse.class);
    }

    private static List<String> hitIds(RetrievalResponse response) {
        return response.hits().stream().map(Hit::id).toList();
    }

    private static int number(Hit hit) {
        return ((Number) hit.attributes().getOrDefault("number", -1)).intValue();
    }

    private DenseVector gaussian() {
        float[] values = new float[D];
        for (int j = 0; j < D; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return DenseVector.of(values);
    }

    private static List<Item> neighbours(DenseVector query, List<Item> items) {
        return items.stream()
                .sorted(Comparator.comparingDouble((Item item) -> -cosine(query, item)))
                .toList();
    }

    private static double cosine(DenseVector query, Item item) {
        float[] a = query.toArray();
        float[] b = item.vector() == null ? new float[D] : item.vector().toArray();
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int j = 0; j < D; j++) {
            dot += a[j] * b[j];
            aa += a[j] * a[j];
            bb += b[j] * b[j];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
