package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.model.ActivateModel;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.retrieval.RetrievalResponse.Hit;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.IndexFolder;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searches in memory through fitted projections, compared with what these make of each vector by their definition.
class ProjectedSearchIT {

    private static final int D = 16;
    private static final int ITEMS = 3_000;
    private static final int K = 10;
    /// Items are kept in half precision, also after they were projected.
    private static final double ROUNDING = 2e-3;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final RandomProjection PROJECTION = new RandomProjection(D, List.of(4, 8), 5);
    private static final DenseVector QUERY = new Vectors(D, 99).gaussian();

    /// In which form an answer compared vectors.
    private enum Space {
        PLAIN,
        PROJECTED,
        MIXED
    }

    @TempDir
    private static Path directory;

    private static OwnService service;

    @BeforeAll
    static void start() {
        service = OwnService.start(DATABASE, directory.resolve("one"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void searchesGoOnWhileTheIndexIsReplacedAndEachAnswersInOneSpace() {
        var items = new ArrayList<>(fill("busy"));
        push("busy");
        Set<Space> seen = EnumSet.of(space(hybrid("busy"), items, 4));

        activate("busy@1", 4);
        RunningService.await(
                () -> {
                    Item added = new Vectors(D, items.size())
                            .items(items.size(), items.size() + 1)
                            .getFirst();
                    items.add(added);
                    assertThat(foundOnceWritten("busy", added)).containsExactly(added.id());
                    seen.add(space(hybrid("busy"), items, 4));
                    return get("busy@1").served();
                },
                "the index to be replaced");
        seen.add(space(hybrid("busy"), items, 4));

        assertThat(seen).containsExactlyInAnyOrder(Space.PLAIN, Space.PROJECTED);
        assertThat(cosines(dense("busy", K, false)))
                .as("of the best")
                .usingElementComparator(nearly())
                .containsExactlyElementsOf(best(items, item -> PROJECTION.cosine(QUERY, item, 4)));
        assertThat(get("busy@1").dimensions()).isEqualTo(4);
        assertThat(projection("busy")).isEqualTo(new Diagnostics.Projection("busy@1", 4));
        RunningService.await(() -> folders("busy").size() == 1, "the index before to be deleted");
    }

    @Test
    void anExactSearchComparesTheVectorsThatAreStored() {
        List<Item> items = fill("exactly");
        push("exactly");
        activateAndAwait("exactly@1", 8);

        RetrievalResponse exact = dense("exactly", K, true);

        assertThat(exact.dense()).isEqualTo("exact");
        assertThat(cosines(exact))
                .usingElementComparator(nearly())
                .containsExactlyElementsOf(best(items, item -> RandomProjection.plainCosine(QUERY, item)));
        assertThat(dense("exactly", K, false).dense()).isEqualTo("memory");
    }

    @Test
    void rollingBackBringsTheFirstScoresBack() {
        fill("back");
        List<Hit> first = dense("back", K, false).hits();
        push("back");
        activateAndAwait("back@1", 4);
        List<Hit> through4 = dense("back", K, false).hits();
        assertThat(through4).isNotEqualTo(first);

        activateAndAwait("back@1", 8);
        assertThat(dense("back", K, false).hits()).isNotEqualTo(through4);
        activateAndAwait("back@1", 4);
        assertThat(dense("back", K, false).hits()).isEqualTo(through4);

        call("back@1/rollback", "");
        RunningService.await(() -> projection("back") == null, "the first index to be built again");
        assertThat(dense("back", K, false).hits()).isEqualTo(first);
        assertThat(get("back@1").served()).isFalse();
    }

    @Test
    void aBrokenModelLeavesTheOneBeforeServing() {
        fill("sound");
        push("sound");
        push("sound");
        activateAndAwait("sound@1", 8);
        List<Hit> before = dense("sound", K, false).hits();
        service.jdbc().update("""
                UPDATE retrieval.model SET weights = set_byte(weights, length(weights) - 1, 77)
                WHERE name = 'sound' AND version = 2
                """);

        Answer refused = service.caller().post("/v1/models/sound@2/activate", "");

        assertThat(refused.problem()).isEqualTo("422 refused-model");
        assertThat(get("sound@1").served()).isTrue();
        assertThat(dense("sound", K, false).hits()).isEqualTo(before);
    }

    @Test
    void aRestartedServiceOpensTheIndexThatItHas() throws IOException {
        Path own = directory.resolve("restarted");
        try (var first = OwnService.start(DATABASE, own)) {
            fill("lasting");
            push("lasting");
            call("lasting@1/activate", "{\"dimensions\": 4}");
            RunningService.await(
                    () -> new Diagnostics.Projection("lasting@1", 4).equals(projection(first, "lasting")),
                    "the index to be built");
        }
        // What is read from the table again has the new vector, what is opened from files the old one.
        service.jdbc()
                .update("UPDATE %s SET vector = '[%s]' WHERE id = 'i7'"
                        .formatted(ref("lasting").partition(), "9,".repeat(D - 1) + "9"));
        Path left = own.resolve("index").resolve(IndexFolder.nameOf(ref("lasting")));
        Files.createDirectories(left);
        Files.writeString(left.resolve("generation"), "as after a crash");

        try (var second = OwnService.start(DATABASE, own)) {
            RunningService.await(() -> projection(second, "lasting") != null, "the index to be opened");

            Hit seventh = second.caller()
                    .post(
                            "/v1/collections/lasting/search",
                            request(SearchMode.DENSE, 1, false, new Filter.Equal("number", 7), null))
                    .as(RetrievalResponse.class)
                    .hits()
                    .getFirst();
            Item unchanged = items("lasting").get(7);
            assertThat(seventh.score()).isCloseTo(PROJECTION.cosine(QUERY, vector(unchanged), 4), within(ROUNDING));
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void everyReplicaServesItAndSaysSo() {
        fill("shared");
        push("shared");

        try (var other = OwnService.start(DATABASE, directory.resolve("other"))) {
            activateAndAwait("shared@1", 8);
            RunningService.await(
                    () -> other.caller()
                            .get("/v1/models/shared@1")
                            .as(FittedModel.class)
                            .served(),
                    "the other one to serve it");

            assertThat(other.nearest("shared", QUERY, K, false).hits())
                    .extracting(Hit::id)
                    .isEqualTo(dense("shared", K, false).hits().stream()
                            .map(Hit::id)
                            .toList());
        }
    }

    @Test
    void aCollectionThatPostgresSearchesSaysWhyItDoesNotServeIt() {
        service.create("elsewhere", D, IndexKind.EXACT);
        push("elsewhere");

        FittedModel active = activate("elsewhere@1", null);

        assertThat(active.state()).isEqualTo(FittedState.ACTIVE);
        assertThat(active.dimensions()).as("the largest by default").isEqualTo(8);
        assertThat(active.served()).isFalse();
        assertThat(active.detail()).contains("PostgreSQL", "held in memory");
    }

    @Test
    void aModelThatWasNotFittedForTheseVectorsIsNotActivated() {
        service.caller().post("/v1/collections", """
                {"name": "mini", "model": "minilm", "dimension": 16, "index": "memory"}""");
        push("mini");
        service.create("short", 8, IndexKind.MEMORY);
        push("short");
        service.create("sized", D, IndexKind.MEMORY);
        push("sized");

        Answer otherModel = service.caller().post("/v1/models/mini@1/activate", "");
        Answer otherDimension = service.caller().post("/v1/models/short@1/activate", "");
        Answer otherSize = service.caller().post("/v1/models/sized@1/activate", "{\"dimensions\": 5}");

        assertThat(otherModel.problem()).isEqualTo("422 refused-model");
        assertThat(otherModel.detail()).contains("vectors of 'bge'", "'mini' are of 'minilm'");
        assertThat(otherDimension.problem()).isEqualTo("422 refused-model");
        assertThat(otherDimension.detail()).contains("of 16 dimensions", "'short' have 8");
        assertThat(otherSize.problem()).isEqualTo("400 invalid-request");
        assertThat(otherSize.errors()).containsExactly("#/dimensions: must be one of its sizes, [4, 8]");
        assertThat(get("mini@1").state()).isEqualTo(FittedState.CANDIDATE);
    }

    private static List<Item> items(String collection) {
        return new Vectors(D, collection.hashCode()).items(0, ITEMS);
    }

    /// Fills a new collection of this name.
    private static List<Item> fill(String collection) {
        service.create(collection, D, IndexKind.MEMORY);
        List<Item> items = items(collection);
        service.write(collection, items);
        return items;
    }

    private static void push(String collection) {
        service.caller()
                .post("/v1/models", Rotations.form(PROJECTION.artifact(collection, collection)))
                .as(FittedModel.class);
    }

    private static FittedModel activate(String id, @Nullable Integer dimensions) {
        return service.caller()
                .post("/v1/models/" + id + "/activate", new ActivateModel(dimensions))
                .as(FittedModel.class);
    }

    private static void activateAndAwait(String id, int dimensions) {
        activate(id, dimensions);
        RunningService.await(() -> get(id).served(), "searches to use " + id);
    }

    private static void call(String what, String body) {
        Answer answer = service.caller().post("/v1/models/" + what, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static FittedModel get(String id) {
        return service.caller().get("/v1/models/" + id).as(FittedModel.class);
    }

    private static Diagnostics.@Nullable Projection projection(String collection) {
        return projection(service, collection);
    }

    private static Diagnostics.@Nullable Projection projection(OwnService from, String collection) {
        Diagnostics.Memory memory = from.diagnostics(collection).memory();
        return memory == null ? null : memory.projection();
    }

    private static CollectionRef ref(String collection) {
        return service.bean(CollectionCatalog.class).require(collection);
    }

    private static List<Path> folders(String collection) {
        try (Stream<Path> folders = Files.list(directory.resolve("one").resolve("index"))) {
            return folders.filter(each -> each.getFileName().toString().startsWith(IndexFolder.nameOf(ref(collection))))
                    .toList();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// What a search for an item's number finds that is to see the write of it.
    private static List<String> foundOnceWritten(String collection, Item item) {
        long change = service.caller()
                .post(
                        "/v1/collections/" + collection + "/items",
                        new WriteItems(List.of(new WriteItems.Write(item, null)), null))
                .as(ItemsWritten.class)
                .change();
        var number = new Filter.Equal("number", Integer.valueOf(item.id().substring(1)));
        return search(collection, request(SearchMode.DENSE, K, false, number, change)).hits().stream()
                .map(Hit::id)
                .toList();
    }

    private static RetrievalResponse dense(String collection, int k, boolean exact) {
        return search(collection, request(SearchMode.DENSE, k, exact, null, null));
    }

    private static RetrievalResponse hybrid(String collection) {
        return search(collection, request(SearchMode.HYBRID, 100, false, null, null));
    }

    private static RetrievalRequest request(
            SearchMode mode, int k, boolean exact, @Nullable Filter filter, @Nullable Long after) {
        String words = mode == SearchMode.DENSE ? null : "5 17 170 1700";
        return new RetrievalRequest(words, QUERY, null, k, mode, filter, null, exact, List.of(), null, after);
    }

    private static RetrievalResponse search(String collection, RetrievalRequest request) {
        return service.caller()
                .post("/v1/collections/" + collection + "/search", request)
                .as(RetrievalResponse.class);
    }

    private static Space space(RetrievalResponse response, List<Item> items, int dimensions) {
        if (isOf(response, items, item -> RandomProjection.plainCosine(QUERY, item))) {
            return Space.PLAIN;
        }
        return isOf(response, items, item -> PROJECTION.cosine(QUERY, item, dimensions))
                ? Space.PROJECTED
                : Space.MIXED;
    }

    private static boolean isOf(RetrievalResponse response, List<Item> items, ToDoubleFunction<DenseVector> cosine) {
        return response.hits().stream().allMatch(hit -> {
            DenseVector vector = vector(items.get(Integer.parseInt(hit.id().substring(1))));
            return hit.dense() != null && Math.abs(hit.dense().score() - cosine.applyAsDouble(vector)) < ROUNDING;
        });
    }

    private static DenseVector vector(Item item) {
        DenseVector vector = item.vector();
        assertThat(vector).isNotNull();
        return vector;
    }

    private static List<Double> cosines(RetrievalResponse response) {
        return response.hits().stream().map(Hit::score).toList();
    }

    private static List<Double> best(List<Item> items, ToDoubleFunction<DenseVector> cosine) {
        return items.stream()
                .map(item -> cosine.applyAsDouble(vector(item)))
                .sorted(Comparator.reverseOrder())
                .limit(K)
                .toList();
    }

    private static Comparator<Double> nearly() {
        return (one, other) -> Math.abs(one - other) < ROUNDING ? 0 : Double.compare(one, other);
    }
}
