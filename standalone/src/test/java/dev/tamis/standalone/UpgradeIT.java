package dev.tamis.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.client.Refresh;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.collection.UpgradeState;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.JobState;
import dev.tamis.common.contract.search.SearchHit;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.testkit.Eventually;
import dev.tamis.testkit.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Collections that change their model, on real models and a real database.
class UpgradeIT {

    private static final String OLD = "all-minilm-l6-v2-q";
    private static final String NEW = "e5-small-v2-q";
    private static final int ITEMS = 300;
    private static final String SHOP = "shop";

    @TempDir
    Path data;

    @Test
    void aCollectionIsSearchedAndWrittenWithoutAFailureWhileItChangesItsModelAndBack() throws Exception {
        try (Standalone standalone = Standalone.start(new StandaloneOptions(data, FreePorts.inARow(5)));
                TamisClient tamis = client(standalone.url(), standalone.adminKey())) {
            fill(tamis);
            var load = new UpgradeLoad(tamis, SHOP);
            try (load) {
                load.start();
                Job job = tamis.watchJob(upgrade(tamis, Map.of("shadowQueries", 20)), now -> {});

                assertThat(job.state()).as(String.valueOf(job.error())).isEqualTo(JobState.SUCCEEDED);
                assertThat(job.result()).containsEntry("state", "switched").containsEntry("shadowQueries", 20.0);
                load.awaitsMore();
            }
            load.assertNothingFailed();
            assertThat(tamis.collection(SHOP)).map(Collection::model).contains(NEW);
            assertAllAreThere(tamis, load, NEW);

            Item late = new Item("late", Map.of("title", "Vacuum flask that keeps tea hot"), Map.of(), null);
            tamis.putItem(SHOP, late, Refresh.WAIT);
            assertThat(tamis.rollBackUpgrade(SHOP).liveModel()).isEqualTo(OLD);
            assertThat(first(tamis, "flask that keeps tea hot")).isEqualTo("late");
            assertAllAreThere(tamis, load, OLD);

            assertThat(tamis.switchUpgrade(SHOP).state()).isEqualTo(UpgradeState.SWITCHED);
            tamis.deleteUpgrade(SHOP);
            assertThat(tamis.upgrade(SHOP)).isEmpty();
            assertThat(first(tamis, "flask that keeps tea hot")).isEqualTo("late");
            assertAllAreThere(tamis, load, NEW);
        }
    }

    @Test
    void aJobWhoseProcessIsKilledHalfWayGoesOnThereAndLosesNothing() throws Exception {
        int port = FreePorts.inARow(5);
        UUID id;
        long waiting;
        try (var first = PlatformProcess.start(data, port);
                TamisClient tamis = client(first.url(), first.adminKey())) {
            fill(tamis);
            id = upgrade(tamis, Map.of("shadowQueries", 0, "itemsPerSecond", 40));
            Eventually.holds(
                    () -> assertThat(tamis.job(id).orElseThrow().done()).isGreaterThanOrEqualTo(ITEMS / 2));
            waiting = tamis.upgrade(SHOP).map(Upgrade::waiting).orElseThrow();
            first.kill();
        }

        try (var second = PlatformProcess.start(data, port);
                TamisClient tamis = client(second.url(), second.adminKey())) {
            assertThat(tamis.upgrade(SHOP).map(Upgrade::waiting).orElseThrow())
                    .as("what was made is still there")
                    .isBetween(1L, waiting);
            Job job = tamis.watchJob(id, now -> {});

            assertThat(job.state()).as(String.valueOf(job.error())).isEqualTo(JobState.SUCCEEDED);
            assertThat(job.attempt()).isEqualTo(2);
            Collection shop = tamis.collection(SHOP).orElseThrow();
            assertThat(shop.model()).isEqualTo(NEW);
            assertThat(shop.items()).isEqualTo(ITEMS);
            assertThat(shop.itemsWithoutVector()).isZero();
            items().forEach(item -> assertThat(tamis.item(SHOP, item.id())).isPresent());
        }
    }

    /// Every item as it was written last, and found by the vector that the model makes of it.
    private static void assertAllAreThere(TamisClient tamis, UpgradeLoad load, String model) {
        Eventually.holds(() -> assertThat(tamis.collection(SHOP).orElseThrow().itemsWithoutVector())
                .isZero());
        items().stream()
                .filter(item -> !load.written().containsKey(item.id()))
                .forEach(item -> assertThat(tamis.item(SHOP, item.id())).isPresent());
        load.written()
                .forEach((id, title) ->
                        assertThat(tamis.item(SHOP, id).orElseThrow().fields()).containsEntry("title", title));
        List<Item> sample = load.written().keySet().stream()
                .limit(20)
                .map(id -> tamis.item(SHOP, id).orElseThrow())
                .toList();
        List<DenseVector> vectors = tamis
                .embed(new EmbeddingRequest(
                        model, sample.stream().map(Item::text).toList(), InputType.DOCUMENT))
                .data()
                .stream()
                .map(each -> each.embedding())
                .toList();
        for (int i = 0; i < sample.size(); i++) {
            String id = sample.get(i).id();
            DenseVector vector = vectors.get(i);
            Eventually.holds(() -> assertThat(nearest(tamis, vector)).as(model).isEqualTo(id));
        }
    }

    private static String nearest(TamisClient tamis, DenseVector vector) {
        var request = new SearchRequest(
                null, vector, 1, SearchMode.DENSE, null, null, true, false, null, null, null, null, null);
        return tamis.search(SHOP, request).hits().getFirst().id();
    }

    private static String first(TamisClient tamis, String query) {
        List<SearchHit> hits = tamis.search(
                        SHOP, SearchRequest.of(query).withMode(SearchMode.DENSE).withRank(false))
                .hits();
        return hits.getFirst().id();
    }

    private static UUID upgrade(TamisClient tamis, Map<String, Object> more) {
        var parameters = new HashMap<String, Object>(more);
        parameters.put("model", NEW);
        return tamis.createJob(new CreateJob("upgrade", SHOP, parameters)).id();
    }

    private static void fill(TamisClient tamis) {
        tamis.createCollection(new CreateCollection(SHOP, OLD, null, null, null));
        assertThat(tamis.putItems(SHOP, items(), Refresh.WAIT).failures()).isEmpty();
    }

    private static List<Item> items() {
        return IntStream.range(0, ITEMS)
                .mapToObj(i -> new Item("i" + i, Map.of("title", UpgradeLoad.title(i)), Map.of(), null))
                .toList();
    }

    private static TamisClient client(String url, String key) {
        return TamisClient.builder(URI.create(url)).key(key).build();
    }
}
