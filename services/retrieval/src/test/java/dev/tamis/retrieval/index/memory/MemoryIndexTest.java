package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.retrieval.index.attribute.FacetCounter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryIndexTest {

    private static final int D = 64;
    private static final IndexIdentity IDENTITY = new IndexIdentity(7, Instant.ofEpochSecond(1), D);
    /// Small enough that a few thousand items make segments with lists.
    private static final MemoryIndexSettings SMALL =
            new MemoryIndexSettings(1_000, 500, 100_000, Duration.ofHours(1), Rescoring.MEMORY, 2);

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final Clusters clusters = new Clusters(D, 40, seed);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void findsWhatIsNearestWhereverItLies() {
        var model = new Model();
        try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            for (int round = 0; round < 4; round++) {
                index.apply(model.grow(700), model.change());
                if (round % 2 == 0) {
                    index.maintain();
                }
            }
            assertThat(index.statistics().segments()).isPositive();
            assertThat(index.statistics().lists()).isGreaterThan(1);
            assertThat(index.statistics().tail()).isPositive();

            double found = 0;
            for (int i = 0; i < 50; i++) {
                float[] query = clusters.vector();
                List<MemoryHit> exact = model.nearest(query, 10);
                List<MemoryHit> hits = index.search(query, 10, null, Effort.recall(0.95));
                assertThat(hits)
                        .isSortedAccordingTo(
                                Comparator.comparingDouble(MemoryHit::cosine).reversed());
                found += exact.stream()
                        .filter(hit -> hits.stream().anyMatch(each -> each.id().equals(hit.id())))
                        .count();
                assertSame(index.search(query, 10, null, Effort.EXACT), exact);
            }
            assertThat(found / 500)
                    .as("recall, rerun with -Dtest.seed=%d", seed)
                    .isGreaterThan(0.9);
        }
    }

    @Test
    void changesInHasteAreSealedWithoutListsAndDividedLater() {
        var hasty = new MemoryIndexSettings(1_000, 500, 1_500, Duration.ofHours(1), Rescoring.MEMORY, 2);
        var model = new Model();
        try (var index = MemoryIndex.open(IDENTITY, hasty, folder)) {
            for (int batch = 0; batch < 5; batch++) {
                index.apply(model.grow(2_000), model.change());
            }
            assertThat(index.statistics().segments()).isEqualTo(4);
            assertThat(index.statistics().lists()).isEqualTo(1);
            assertFindsNearest(index, model);

            index.maintain();

            assertThat(index.statistics().segments()).isEqualTo(1);
            assertThat(index.statistics().lists()).isGreaterThan(1);
            assertFindsNearest(index, model);
        }
    }

    private void assertFindsNearest(MemoryIndex index, Model model) {
        for (int i = 0; i < 20; i++) {
            float[] query = clusters.vector();
            assertSame(index.search(query, 10, null, Effort.EXACT), model.nearest(query, 10));
            assertThat(index.search(query, 10, null, Effort.recall(0.95))).hasSize(10);
        }
    }

    @Test
    void forgetsWhatWasReplacedOrDeletedInTheTailAndInSegments() {
        try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            index.apply(List.of(item("a", 1, 0), item("b", 0.9, 0.1), item("c", 0, 1)), 3);
            index.apply(List.of(item("a", 0, 1), gone("b")), 5);
            assertThat(index.search(axes(1, 0), 10, null, Effort.recall(0.99)))
                    .extracting(MemoryHit::id)
                    .containsExactly("a", "c");
            assertThat(index.size()).isEqualTo(2);

            index.optimize();
            assertThat(index.statistics().tail()).isZero();
            index.apply(List.of(item("c", 1, 0), gone("a"), gone("never there"), item("d", 1, 1)), 9);

            assertThat(index.search(axes(1, 0), 10, null, Effort.recall(0.99)))
                    .extracting(MemoryHit::id)
                    .containsExactly("c", "d");
            assertThat(index.search(axes(1, 0), 10, null, Effort.EXACT))
                    .extracting(MemoryHit::id)
                    .containsExactly("c", "d");
            assertThat(index.cosines(axes(1, 0), List.of("a", "b", "c", "d")))
                    .containsOnlyKeys("c", "d")
                    .hasEntrySatisfying("d", cosine -> assertThat(cosine).isCloseTo(Math.sqrt(0.5), within(1e-3)));
            assertThat(index.change()).isEqualTo(9);
        }
    }

    @Test
    void equalCosinesComeInTheOrderOfIdsWhereTheyAreCut() {
        var items = new ArrayList<VectorChange>();
        for (int i = 0; i < 100; i++) {
            items.add(item("id-%02d".formatted((i * 37) % 100), 1, 1));
        }
        try (var index = MemoryIndex.open(IDENTITY, SMALL, null)) {
            index.apply(items.subList(0, 60), 60);
            index.optimize();
            index.apply(items.subList(60, 100), 100);

            assertThat(index.search(axes(1, 0), 5, null, Effort.recall(0.9)))
                    .extracting(MemoryHit::id)
                    .containsExactly("id-00", "id-01", "id-02", "id-03", "id-04");
        }
    }

    @Test
    void aFilterThatLeavesFiveItemsGivesThoseFiveWhateverK() {
        var model = new Model();
        try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            index.apply(model.grow(3_000), model.change());
            index.maintain();
            index.apply(model.grow(300), model.change());
            var rare = new ArrayList<VectorChange>();
            for (int i : new int[] {3, 1_700, 2_500, 3_100, 3_299}) {
                rare.add(new VectorChange(
                        "i" + i, false, DenseVector.of(clusters.vector()), Map.of("rare", "yes", "number", i)));
            }
            index.apply(rare.subList(0, 2), model.change() + 2);
            index.maintain();
            index.apply(rare.subList(2, 5), model.change() + 5);

            for (int k : new int[] {5, 10, 1_000}) {
                for (Effort effort : List.of(Effort.recall(0.5), Effort.EXACT)) {
                    assertThat(index.search(clusters.vector(), k, new Filter.Equal("rare", "yes"), effort))
                            .extracting(MemoryHit::id)
                            .containsExactlyInAnyOrder("i3", "i1700", "i2500", "i3100", "i3299");
                }
            }
            assertThat(index.search(clusters.vector(), 10, new Filter.Equal("rare", "no"), Effort.recall(0.9)))
                    .isEmpty();
        }
    }

    @Test
    void itemsWithoutVectorAreCountedButNotFound() {
        try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            index.apply(
                    List.of(
                            new VectorChange("with", false, DenseVector.of(axes(1, 0)), Map.of("colour", "red")),
                            new VectorChange("without", false, null, Map.of("colour", "red"))),
                    2);
            for (int round = 0; round < 2; round++) {
                assertThat(index.search(axes(1, 0), 10, null, Effort.EXACT))
                        .extracting(MemoryHit::id)
                        .containsExactly("with");
                assertThat(index.cosines(axes(1, 0), List.of("without"))).isEmpty();
                assertThat(index.statistics().withoutVector()).isEqualTo(1);
                assertThat(reds(index)).isEqualTo(2);
                index.optimize();
            }
            index.apply(
                    List.of(new VectorChange("without", false, DenseVector.of(axes(0, 1)), Map.of("colour", "red"))),
                    3);
            assertThat(index.statistics().withoutVector()).isZero();
            assertThat(reds(index)).isEqualTo(2);
        }
    }

    @Test
    void opensWithWhatItHeldWhenItWasClosed() {
        var model = new Model();
        float[] query = clusters.vector();
        List<MemoryHit> before;
        try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            index.apply(model.grow(2_500), model.change());
            index.maintain();
            index.apply(model.grow(100), model.change());
            index.apply(List.of(gone("i1"), gone("i2550")), model.change());
            before = index.search(query, 20, null, Effort.EXACT);
        }
        try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            assertThat(index.change()).isEqualTo(model.change());
            assertThat(index.size()).isEqualTo(2_598);
            assertThat(index.search(query, 20, null, Effort.EXACT)).isEqualTo(before);
        }
    }

    @Test
    void beginsAnewWhereTheFilesAreOfAnotherCollectionOrDamaged() throws Exception {
        var model = new Model();
        try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            index.apply(model.grow(2_000), model.change());
        }
        var other = new IndexIdentity(8, IDENTITY.createdAt(), D);
        try (var index = MemoryIndex.open(other, SMALL, folder)) {
            assertThat(index.change()).isZero();
            assertThat(index.size()).isZero();
            index.apply(model.grow(2_000), model.change());
            index.maintain();
        }
        try (var files = Files.list(folder)) {
            Path segment = files.filter(file -> file.toString().contains("segment"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(segment);
            bytes[bytes.length / 4] ^= 1;
            Files.write(segment, bytes);
        }
        try (var index = MemoryIndex.open(other, SMALL, folder)) {
            assertThat(index.change()).isZero();
            index.apply(model.grow(10), model.change());
            assertThat(index.size()).isEqualTo(10);
        }
    }

    @Test
    void aSearchNeverSeesHalfAChangeWhileSegmentsAreMerged() throws Exception {
        var model = new Model();
        int items = 1_500;
        try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            index.apply(model.grow(items), model.change());
            var done = new AtomicBoolean();
            var failures = new ArrayList<Throwable>();
            Thread maintainer = Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    index.maintain();
                }
            });
            Thread searcher = Thread.ofPlatform().start(() -> {
                try {
                    while (!done.get()) {
                        var hits = index.search(clusters.vector(), items + 100, null, Effort.EXACT);
                        assertThat(hits).hasSize(items);
                        assertThat(new HashSet<>(
                                        hits.stream().map(MemoryHit::id).toList()))
                                .hasSize(items);
                    }
                } catch (Throwable failed) {
                    failures.add(failed);
                }
            });
            var random = new SplittableRandom(seed);
            for (int round = 0; round < 300; round++) {
                index.apply(model.replace(random, 20), model.change());
            }
            done.set(true);
            maintainer.join();
            searcher.join();

            assertThat(failures).isEmpty();
            float[] query = clusters.vector();
            assertSame(index.search(query, 50, null, Effort.EXACT), model.nearest(query, 50));
        }
    }

    @Test
    void aQueryOfAnotherDimensionIsABug() {
        try (var index = MemoryIndex.open(IDENTITY, SMALL, null)) {
            assertThatThrownBy(() -> index.search(new float[3], 1, null, Effort.EXACT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected 64 floats, got 3");
        }
    }

    private static long reds(MemoryIndex index) {
        var counter = new FacetCounter();
        index.count("colour", null, counter);
        return counter.top(10).getFirst().count();
    }

    private static void assertSame(List<MemoryHit> actual, List<MemoryHit> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        IntStream.range(0, actual.size())
                .forEach(i -> assertThat(actual.get(i).cosine())
                        .isCloseTo(expected.get(i).cosine(), within(2e-3)));
    }

    private static VectorChange item(String id, double x, double y) {
        return new VectorChange(id, false, DenseVector.of(axes(x, y)), Map.of());
    }

    private static VectorChange gone(String id) {
        return new VectorChange(id, true, null, Map.of());
    }

    private static float[] axes(double x, double y) {
        float[] vector = new float[D];
        vector[0] = (float) x;
        vector[1] = (float) y;
        return vector;
    }

    /// What the index must hold, kept in the simplest way.
    private final class Model {

        private final Map<String, float[]> items = new TreeMap<>();
        private long change;

        List<VectorChange> grow(int n) {
            int first = items.size();
            return IntStream.range(first, first + n).mapToObj(this::put).toList();
        }

        List<VectorChange> replace(SplittableRandom random, int n) {
            return random.ints(n, 0, items.size()).mapToObj(this::put).toList();
        }

        private VectorChange put(int number) {
            float[] vector = clusters.vector();
            items.put("i" + number, vector);
            change++;
            return new VectorChange("i" + number, false, DenseVector.of(vector), Map.of("number", number));
        }

        long change() {
            return change;
        }

        List<MemoryHit> nearest(float[] query, int k) {
            return items.entrySet().stream()
                    .map(each -> new MemoryHit(each.getKey(), cosine(query, each.getValue())))
                    .sorted(Comparator.comparingDouble(MemoryHit::cosine).reversed())
                    .limit(k)
                    .toList();
        }
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int j = 0; j < a.length; j++) {
            dot += (double) a[j] * b[j];
            aa += (double) a[j] * a[j];
            bb += (double) b[j] * b[j];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
