package dev.tamis.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import dev.tamis.retrieval.RunningService;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What every vector index answers, whatever it is made of.
abstract class VectorIndexContract extends RunningService {

    private static final int D = 64;
    /// So many that a recall does not hang on the chance with which a graph is built.
    private static final int QUERIES = 200;
    private static final long SEED = Long.getLong("test.seed", 20_260_621L);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final IndexKind kind;

    @Autowired
    private CollectionCatalog catalog;

    VectorIndexContract(IndexKind kind) {
        this.kind = kind;
    }

    abstract VectorIndex index();

    /// Least recall of approximate searches among random vectors, which have no near neighbours.
    double recall() {
        return 0.9;
    }

    /// Returns once the index has seen a change.
    abstract void awaitSeen(CollectionRef collection, long change);

    @AfterEach
    void leaveNothing() {
        caller.delete(path);
    }

    @Test
    void ordersByCosineAndEqualOnesById() {
        create(null, 2, kind);
        seen(write(
                item("b", Map.of(), 3, 0),
                item("c", Map.of(), 0, -2),
                item("a", Map.of(), 0.5f, 0),
                item("d", Map.of())));

        List<DenseHit> hits = search(DenseVector.of(2, 0), 10, null, false);

        assertThat(hits).extracting(DenseHit::id).containsExactly("a", "b", "c");
        assertThat(hits.get(0).cosine()).isCloseTo(1, within(1e-3));
        assertThat(hits.get(1).cosine()).isCloseTo(1, within(1e-3));
        assertThat(hits.get(2).cosine()).isCloseTo(0, within(1e-3));
        assertThat(search(DenseVector.of(2, 0), 1, null, true))
                .extracting(DenseHit::id)
                .containsExactly("a");
    }

    @Test
    void idsOfAnyScriptAreFoundAndOrderedByTheirBytes() {
        create(null, 2, kind);
        List<String> ids = List.of("A", "a", "a b/c?", "ü", "中", "\uFFFD", "😀");
        var items = new ArrayList<>(
                ids.reversed().stream().map(id -> item(id, Map.of(), 1, 0)).toList());
        seen(write(items));

        assertThat(search(DenseVector.of(1, 0), 100, null, false))
                .extracting(DenseHit::id)
                .containsExactlyElementsOf(ids);
    }

    @Test
    void anExactSearchFindsTheTrueNeighboursInOrder() {
        create(null, D, kind);
        List<Item> items = fill(1_500);
        DenseVector query = gaussian();

        List<DenseHit> hits = search(query, 1_000, null, true);

        assertThat(hits).hasSize(1_000);
        List<Double> truth = items.stream()
                .map(item -> cosine(query, item))
                .sorted(Comparator.reverseOrder())
                .toList();
        for (int i = 0; i < 1_000; i++) {
            assertThat(hits.get(i).cosine()).as("rank %d, seed %d", i + 1, SEED).isCloseTo(truth.get(i), within(2e-3));
        }
    }

    @Test
    void anApproximateSearchFindsNearlyAllNeighboursAndNeverFewerThanAsked() {
        create(null, D, kind);
        fill(3_000);

        for (int k : new int[] {1, 10, 100}) {
            double found = 0;
            for (int i = 0; i < QUERIES; i++) {
                DenseVector query = gaussian();
                List<String> exact = ids(search(query, k, null, true));
                List<String> approximate = ids(search(query, k, null, false));
                assertThat(approximate).hasSize(k).doesNotHaveDuplicates();
                found += approximate.stream().filter(exact::contains).count();
            }
            assertThat(found / (QUERIES * k)).as("recall@%d, seed %d", k, SEED).isGreaterThan(recall());
        }
    }

    @Test
    void givesAllThereAreWhereMoreAreAskedFor() {
        create(null, D, kind);
        fill(300);

        assertThat(search(gaussian(), 1_000, null, false)).hasSize(300);
        assertThat(search(gaussian(), 1_000, null, true)).hasSize(300);
    }

    @Test
    void anEmptyCollectionAnswersNothing() {
        create(null, D, kind);
        awaitSeen(collection(), 0);

        assertThat(search(gaussian(), 10, null, false)).isEmpty();
    }

    @Test
    void aFilterThatLeavesFiveItemsGivesExactlyTheseWhateverK() {
        create(null, D, kind);
        fill(2_000);
        Filter five = new Filter.In("number", List.of(3, 99, 500, 501, 1_998));

        for (int k : new int[] {5, 10, 1_000}) {
            for (boolean exact : new boolean[] {true, false}) {
                assertThat(ids(search(gaussian(), k, five, exact)))
                        .as("k = %d, exact = %s", k, exact)
                        .containsExactlyInAnyOrder("i3", "i99", "i500", "i501", "i1998");
            }
        }
        assertThat(search(gaussian(), 2, five, false)).hasSize(2);
        assertThat(search(gaussian(), 10, new Filter.Equal("number", -1), false))
                .isEmpty();
    }

    @Test
    void aFilterThatLeavesManyKeepsWhatItDoesNotLetPassOut() {
        create(null, D, kind);
        List<Item> items = fill(2_000);
        DenseVector query = gaussian();

        List<DenseHit> hits = search(query, 50, new Filter.Range("number", null, 1_000, null, null), true);

        List<String> truth = items.subList(1_000, 2_000).stream()
                .sorted(Comparator.comparingDouble((Item item) -> -cosine(query, item)))
                .map(Item::id)
                .limit(50)
                .toList();
        assertThat(ids(hits).stream().filter(truth::contains)).hasSizeGreaterThanOrEqualTo(48);
        assertThat(hits)
                .allSatisfy(hit ->
                        assertThat(Integer.parseInt(hit.id().substring(1))).isGreaterThanOrEqualTo(1_000));
    }

    @Test
    void deletedItemsAreFoundNoMore() {
        create(null, 2, kind);
        seen(write(item("a", Map.of(), 1, 0), item("b", Map.of(), 1, 0), item("c", Map.of(), 0, 1)));

        var answer = caller.post(path + "/items:delete", Map.of("ids", List.of("a")));
        awaitSeen(collection(), lastChange());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(ids(search(DenseVector.of(1, 0), 10, null, false))).containsExactly("b", "c");
        assertThat(index().cosines(collection(), DenseVector.of(1, 0), List.of("a")))
                .isEmpty();
    }

    @Test
    void anItemThatIsWrittenAgainIsFoundByItsNewVectorAndAttributesAlone() {
        create(null, 2, kind);
        seen(write(item("a", Map.of("color", "red"), 1, 0), item("b", Map.of("color", "red"), 0.9f, 0.5f)));
        seen(write(item("a", Map.of("color", "blue"), 0, 1)));

        assertThat(ids(search(DenseVector.of(1, 0), 10, null, false))).containsExactly("b", "a");
        assertThat(ids(search(DenseVector.of(1, 0), 10, new Filter.Equal("color", "red"), false)))
                .containsExactly("b");
        assertThat(ids(search(DenseVector.of(1, 0), 10, new Filter.Equal("color", "blue"), false)))
                .containsExactly("a");
    }

    @Test
    void anItemIsFoundOnceItsVectorComes() {
        create("model", 2, kind);
        var waiting = new Item("a", Map.of("title", "chair"), Map.of(), null);
        seen(caller.post(path + "/items", new WriteItems(List.of(new Write(waiting, "hash")), null))
                .as(ItemsWritten.class));
        assertThat(search(DenseVector.of(1, 0), 10, null, false)).isEmpty();

        caller.post(path + "/vectors", """
                {"vectors": [{"id": "a", "contentHash": "hash", "vector": [1, 0]}]}""");
        awaitSeen(collection(), lastChange());

        assertThat(ids(search(DenseVector.of(1, 0), 10, null, false))).containsExactly("a");
    }

    @Test
    void tellsTheCosinesOfGivenItems() {
        create(null, 2, kind);
        seen(write(
                item("a", Map.of(), 2, 0), item("b", Map.of(), 0, 3), item("c", Map.of(), -1, 0), item("d", Map.of())));

        Map<String, Double> cosines =
                index().cosines(collection(), DenseVector.of(5, 0), List.of("a", "b", "c", "d", "e", "\uD83D\uDE00"));

        assertThat(cosines).containsOnlyKeys("a", "b", "c");
        assertThat(cosines.get("a")).isCloseTo(1, within(1e-3));
        assertThat(cosines.get("b")).isCloseTo(0, within(1e-3));
        assertThat(cosines.get("c")).isCloseTo(-1, within(1e-3));
    }

    private CollectionRef collection() {
        return catalog.require(name);
    }

    private void seen(ItemsWritten written) {
        awaitSeen(collection(), written.change());
    }

    private long lastChange() {
        Long change = jdbc.queryForObject("SELECT last_change FROM collection WHERE name = ?", Long.class, name);
        return change == null ? 0 : change;
    }

    private List<DenseHit> search(DenseVector query, int k, @Nullable Filter filter, boolean exact) {
        return index().search(collection(), query, k, filter, exact).hits();
    }

    private static List<String> ids(List<DenseHit> hits) {
        return hits.stream().map(DenseHit::id).toList();
    }

    private List<Item> fill(int count) {
        List<Item> items = IntStream.range(0, count)
                .mapToObj(i -> new Item("i" + i, Map.of(), Map.of("number", i), gaussian()))
                .toList();
        ItemsWritten last = new ItemsWritten(List.of(), 0);
        for (int i = 0; i < count; i += 1_000) {
            last = write(items.subList(i, Math.min(count, i + 1_000)));
        }
        seen(last);
        return items;
    }

    private DenseVector gaussian() {
        float[] values = new float[D];
        for (int j = 0; j < D; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return DenseVector.of(values);
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
