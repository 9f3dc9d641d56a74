package dev.tamis.retrieval;

import static dev.tamis.retrieval.UpgradeSteps.D;
import static dev.tamis.retrieval.UpgradeSteps.NEW;
import static dev.tamis.retrieval.UpgradeSteps.OLD;
import static dev.tamis.retrieval.UpgradeSteps.itemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.Collections;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.QueryMap;
import dev.tamis.common.contract.collection.StartUpgrade;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.collection.UpgradeState;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.item.ItemResult;
import dev.tamis.common.contract.item.ItemStatus;
import dev.tamis.common.contract.retrieval.ContentHash;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.PendingItems.Pending;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.retrieval.SetVectors;
import dev.tamis.common.contract.retrieval.SetVectors.Made;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.testkit.Caller.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

class UpgradeIT extends RunningService {

    private static final Map<String, Object> NONE = Map.of();

    @Autowired
    private TransactionOperations transactions;

    private UpgradeSteps shop = new UpgradeSteps(caller, name);

    @BeforeEach
    void createCollection() {
        shop = new UpgradeSteps(caller, name);
        create(OLD, D);
    }

    @Test
    void whatIsWrittenReplacedAndDeletedBeforeDuringAndAfterCopyingIsTheSameInBoth() {
        IntStream.range(0, 40).forEach(i -> shop.write(OLD, itemOf("i" + i, "text " + i, Map.of("price", i))));
        shop.delete("i3");
        assertThat(shop.start().status()).isEqualTo(201);

        for (int round = 0; round < 8; round++) {
            shop.copy(5);
            shop.write(OLD, itemOf("i" + round, "new text " + round, Map.of("colour", "c" + round)));
            shop.write(OLD, itemOf("j" + round, "added", NONE), itemOf("i" + (39 - round), "late", NONE));
            shop.delete("i" + (10 + round));
            shop.delete("i" + (30 - round));
        }
        shop.write(OLD, itemOf("i10", "back again", NONE));
        shop.copyAll();
        shop.write(OLD, itemOf("k", "after", Map.of("new", true)), itemOf("i20", "after", NONE));
        shop.delete("i21");

        shop.assertConsistent(jdbc);
        assertThat(shop.get().copied()).isEqualTo(described().items());
        assertThat(UpgradeSteps.stored(jdbc, name, "OTHER"))
                .containsKeys("i10", "j7", "k")
                .doesNotContainKey("i21");
        assertThat(caller.get(shop.other()).as(Collection.class).attributes())
                .isEqualTo(described().attributes())
                .hasSize(3);
    }

    @Test
    void allItemsWaitForVectorsOfTheNewModelAndThoseOfTheOldStayWhereTheyAre() {
        shop.write(OLD, itemOf("a", "oak table", NONE), itemOf("b", "chair", NONE), itemOf("c", " ", NONE));
        shop.start();
        shop.copyAll();
        shop.write(OLD, itemOf("d", "lamp", NONE));

        assertThat(shop.pending(shop.other()))
                .containsExactlyInAnyOrder(
                        new Pending("a", "oak table", ContentHash.of(NEW, "oak table")),
                        new Pending("b", "chair", ContentHash.of(NEW, "chair")),
                        new Pending("d", "lamp", ContentHash.of(NEW, "lamp")));
        assertThat(shop.pending(path)).isEmpty();
        assertThat(listed(true)).containsExactly(name + " " + OLD + " 0", name + "~other " + NEW + " 3");
        assertThat(listed(false)).containsExactly(name + " " + OLD + " 0");
    }

    @Test
    void anItemKeepsItsVectorsWhileItsTextIsUnchanged() {
        shop.write(OLD, itemOf("same", "text", NONE), itemOf("changed", "text", NONE));
        shop.toReady();

        shop.write(OLD, itemOf("same", "text", Map.of("price", 3)), itemOf("changed", "other text", NONE));

        assertThat(shop.pending(shop.other())).extracting(Pending::id).containsExactly("changed");
        shop.assertConsistent(jdbc);
    }

    @Test
    void vectorsGoToTheSpaceOfTheirModelAndToNoOther() {
        shop.start();

        assertThat(results(shop.write(OLD, itemOf("a", "text", NONE)))).containsExactly(ItemStatus.STORED);
        assertThat(results(shop.write(NEW, itemOf("b", "text", NONE))))
                .containsExactly(ItemStatus.STORED_WITHOUT_VECTOR);
        assertThat(results(shop.write("third", itemOf("c", "text", NONE))))
                .containsExactly(ItemStatus.STORED_WITHOUT_VECTOR);

        assertThat(shop.pending(path)).extracting(Pending::id).containsExactly("b", "c");
        assertThat(shop.pending(shop.other())).extracting(Pending::id).containsExactly("a", "c");
        shop.assertConsistent(jdbc);
    }

    @Test
    void aFewItemsMayWaitForTheirVectorsBeyondTheSwitchWhereThatIsAskedFor() {
        shop.write(OLD, itemOf("a", "text", NONE));
        shop.toReady();
        shop.write(OLD, itemOf("b", "other text", NONE));

        assertThat(shop.step("switch").problem()).isEqualTo("409 upgrade-not-ready");
        assertThat(shop.step("switch?waiting=1").as(Upgrade.class).state()).isEqualTo(UpgradeState.SWITCHED);

        assertThat(shop.pending(path)).extracting(Pending::id).containsExactly("b");
        shop.assertConsistent(jdbc);
    }

    @Test
    void vectorsThatWereMadeForOneSpaceAreNotGivenToTheOtherWhenTheyChangePlaces() {
        shop.toReady();
        caller.post(
                path + "/items", new WriteItems(List.of(UpgradeSteps.write(itemOf("a", "text", NONE), null)), null));
        // Between the two calls of somebody who makes vectors, the spaces change places.
        jdbc.update(
                "UPDATE collection SET role = CASE role WHEN 'LIVE' THEN 'OTHER' ELSE 'LIVE' END WHERE name = ?", name);
        List<Pending> ofNew = shop.pending(path);
        var made = new Made("a", ofNew.getFirst().contentHash(), UpgradeSteps.vector(OLD, "text"));

        assertThat(caller.post(path + "/vectors", new SetVectors(List.of(made), OLD))
                        .status())
                .isEqualTo(204);
        assertThat(caller.post(path + "/vectors", new SetVectors(List.of(made), "third"))
                        .problem())
                .isEqualTo("409 vector-of-another-model");

        assertThat(shop.pending(path)).isEqualTo(ofNew);
        shop.embed(path, NEW);
        shop.embed(shop.other(), OLD);
        assertThat(shop.pending(path)).isEmpty();
        assertThat(shop.pending(shop.other())).isEmpty();
        shop.assertConsistent(jdbc);
    }

    @Test
    void theSwitchIsRefusedForAsLongAsSomethingIsMissing() {
        IntStream.range(0, 20).forEach(i -> shop.write(OLD, itemOf("i" + i, "text " + i, NONE)));
        shop.start();
        shop.copy(5);
        assertThat(shop.get().state()).isEqualTo(UpgradeState.COPYING);
        assertThat(refusal("switch")).contains("15 of 20 items are still to be copied");

        shop.copyAll();
        assertThat(shop.get().state()).isEqualTo(UpgradeState.EMBEDDING);
        assertThat(refusal("switch")).contains("20 of 20 items still wait for a vector of model 'new'");

        shop.embed(shop.other(), NEW);
        shop.awaitReady();
        assertThat(shop.get().state()).isEqualTo(UpgradeState.READY);
        assertThat(described().model()).isEqualTo(OLD);
        assertThat(refusal("rollback")).singleElement().asString().contains("no way back");

        assertThat(shop.step("switch").as(Upgrade.class).state()).isEqualTo(UpgradeState.SWITCHED);
        assertThat(described().model()).isEqualTo(NEW);
        assertThat(shop.get().liveModel()).isEqualTo(NEW);
        assertThat(shop.get().otherModel()).isEqualTo(OLD);
        assertThat(shop.step("switch").status()).as("asked for again").isEqualTo(200);
    }

    @Test
    void theWayBackIsOpenWhileTheOldSpaceIsKeptUp() {
        shop.write(OLD, itemOf("a", "oak table", NONE));
        shop.toSwitched();
        shop.write(NEW, itemOf("b", "chair", NONE));

        assertThat(refusal("rollback")).contains("1 of 2 items still wait for a vector of model 'old'");
        shop.embed(shop.other(), OLD);
        shop.awaitReady();
        assertThat(shop.step("rollback").as(Upgrade.class).state()).isEqualTo(UpgradeState.READY);

        assertThat(described().model()).isEqualTo(OLD);
        assertThat(found(path, OLD, "chair")).isEqualTo("b");
        shop.assertConsistent(jdbc);
        assertThat(shop.step("switch").as(Upgrade.class).state()).isEqualTo(UpgradeState.SWITCHED);
    }

    @Test
    void eachSpaceIsSearchedWithVectorsOfItsModelAlone() {
        shop.write(OLD, itemOf("a", "oak table", NONE), itemOf("b", "chair", NONE), itemOf("c", "lamp", NONE));
        shop.toReady();

        assertThat(found(path, OLD, "chair")).isEqualTo("b");
        assertThat(found(shop.other(), NEW, "chair")).isEqualTo("b");
        assertAnotherModel(query(path, NEW, "chair"), OLD);
        assertAnotherModel(query(shop.other(), OLD, "chair"), NEW);

        shop.step("switch");
        assertThat(found(path, NEW, "chair")).isEqualTo("b");
        assertThat(found(shop.other(), OLD, "chair")).isEqualTo("b");
        assertAnotherModel(query(path, OLD, "chair"), NEW);
        assertThat(query(path, null, "chair").status()).as("not checked").isEqualTo(200);
    }

    @Test
    void aSearchAfterAWriteSeesItOnBothSidesOfASwitch() {
        shop.toReady();
        for (int i = 0; i < 10; i++) {
            String live = i % 2 == 0 ? OLD : NEW;
            String next = i % 2 == 0 ? NEW : OLD;
            long change = shop.write(live, itemOf("i" + i, "edition" + i, NONE))
                    .as(ItemsWritten.class)
                    .change();
            shop.embed(shop.other(), next);
            shop.awaitReady();
            assertThat(shop.step(i % 2 == 0 ? "switch" : "rollback").status()).isEqualTo(200);

            var request = new RetrievalRequest(
                    "edition" + i, null, null, 1, SearchMode.LEXICAL, null, null, false, null, null, change);
            assertThat(ids(request)).containsExactly("i" + i);
        }
    }

    @Test
    void queriesOfTheNewModelSearchTheOldSpaceByWayOfAMap() {
        var rotation = new Rotation(new SplittableRandom(1));
        var vectors = new Vectors(D, 7);
        List<Item> items = vectors.items(0, 300);
        write(items);
        caller.post(path + "/upgrade", new StartUpgrade(NEW, D));
        shop.copyAll();
        List<Made> made = items.stream()
                .map(item -> new Made(
                        item.id(),
                        ContentHash.of(NEW, item.text()),
                        rotation.of(Objects.requireNonNull(item.vector()))))
                .toList();
        caller.post(shop.other() + "/vectors", new SetVectors(made.subList(0, 10), NEW));

        Answer early = shop.step("map");
        assertThat(early.problem()).isEqualTo("409 too-few-vectors");
        assertThat(early.detail()).contains("10 items").contains("a map needs 16");
        assertAnotherModel(search(dense(NEW, rotation.of(vectors.gaussian()))), OLD);

        caller.post(shop.other() + "/vectors", new SetVectors(made.subList(10, 200), NEW));
        QueryMap map = Objects.requireNonNull(shop.step("map").as(Upgrade.class).queryMap());
        assertThat(map.sample()).isEqualTo(200);
        assertThat(map.cosine()).isGreaterThan(0.99);

        for (int i = 0; i < 20; i++) {
            DenseVector query = vectors.gaussian();
            RetrievalResponse direct = search(dense(OLD, query)).as(RetrievalResponse.class);
            RetrievalResponse mapped = search(dense(NEW, rotation.of(query))).as(RetrievalResponse.class);
            assertThat(mapped.hits().getFirst().score())
                    .isCloseTo(direct.hits().getFirst().score(), within(0.02));
            assertThat(mapped.hits())
                    .extracting(RetrievalResponse.Hit::id)
                    .contains(direct.hits().getFirst().id());
        }
        assertThat(search(dense(NEW, DenseVector.of(1, 2, 3))).problem()).isEqualTo("422 dimension-mismatch");
        assertAnotherModel(search(dense("third", vectors.gaussian())), OLD);
    }

    @Test
    void aWriteThatFoundTheOldSpaceLiveReachesBothWhenTheyHaveChangedPlaces() throws Exception {
        shop.toReady();
        var written = new ArrayList<CompletableFuture<Answer>>();

        transactions.executeWithoutResult(transaction -> {
            jdbc.query("SELECT pg_advisory_xact_lock(?, hashtext(?))", row -> {}, 0x7A11, name);
            written.add(meanwhile(() -> shop.write(OLD, itemOf("a", "text", NONE))));
            written.add(meanwhile(() -> shop.write(NEW, itemOf("b", "text", NONE))));
            written.add(meanwhile(() -> shop.delete("none")));
            await(() -> waiting() == 3, "the writes to wait for the lock");
            jdbc.update(
                    "UPDATE collection SET role = CASE role WHEN 'LIVE' THEN 'OTHER' ELSE 'LIVE' END WHERE name = ?",
                    name);
        });
        for (CompletableFuture<Answer> answer : written) {
            assertThat(answer.get().status()).isEqualTo(200);
        }

        assertThat(UpgradeSteps.stored(jdbc, name, "LIVE")).containsOnlyKeys("a", "b");
        shop.assertConsistent(jdbc);
        assertThat(shop.pending(path)).extracting(Pending::id).containsExactly("a");
        assertThat(shop.pending(shop.other())).extracting(Pending::id).containsExactly("b");
    }

    @Test
    void aWriteWhoseSpaceIsDroppedWhileItWaitsIsMadeInTheOneThatIsLeft() throws Exception {
        shop.toReady();
        var written = new ArrayList<CompletableFuture<Answer>>();

        transactions.executeWithoutResult(transaction -> {
            jdbc.query("SELECT pg_advisory_xact_lock(?, hashtext(?))", row -> {}, 0x7A11, name);
            written.add(meanwhile(() -> shop.write(OLD, itemOf("a", "text", NONE))));
            await(() -> waiting() == 1, "the write to wait for the lock");
            jdbc.update("DELETE FROM collection WHERE name = ? AND role = 'LIVE'", name);
            jdbc.update("UPDATE collection SET role = 'LIVE' WHERE name = ?", name);
        });

        assertThat(results(written.getFirst().get())).containsExactly(ItemStatus.STORED_WITHOUT_VECTOR);
        assertThat(UpgradeSteps.stored(jdbc, name, "LIVE")).containsOnlyKeys("a");
        shop.assertSound(jdbc);
    }

    @Test
    void endingItLeavesTheLiveSpaceAlone() {
        shop.write(OLD, itemOf("a", "oak table", NONE), itemOf("b", "chair", NONE));
        shop.toSwitched();
        long before = partitions();

        assertThat(caller.delete(path + "/upgrade").status()).isEqualTo(204);

        assertThat(partitions()).isEqualTo(before - 1);
        assertThat(described().model()).isEqualTo(NEW);
        assertThat(found(path, NEW, "chair")).isEqualTo("b");
        assertThat(caller.get(shop.other()).problem()).isEqualTo("404 unknown-collection");
        assertThat(caller.get(path + "/upgrade").problem()).isEqualTo("404 unknown-upgrade");
        assertThat(caller.delete(path + "/upgrade").problem()).isEqualTo("404 unknown-upgrade");
        assertThat(results(shop.write(OLD, itemOf("b", "armchair", NONE))))
                .as("a vector of the model that is gone is not kept")
                .containsExactly(ItemStatus.STORED_WITHOUT_VECTOR);
        assertThat(caller.post(path + "/upgrade", new StartUpgrade("third", 3)).status())
                .isEqualTo(201);
    }

    @Test
    void oneThatWasGivenUpIsBegunAnew() {
        shop.write(OLD, itemOf("a", "oak table", NONE));
        shop.start();
        shop.copyAll();
        caller.delete(path + "/upgrade");

        assertThat(described().model()).isEqualTo(OLD);
        assertThat(shop.start().status()).isEqualTo(201);
        assertThat(shop.get().copied()).isZero();
        shop.toSwitched();
        assertThat(found(path, NEW, "oak table")).isEqualTo("a");
    }

    @Test
    void deletingACollectionDropsBothSpaces() {
        long before = partitions();
        shop.write(OLD, itemOf("a", "oak table", NONE));
        shop.start();
        assertThat(partitions()).isEqualTo(before + 1);

        assertThat(caller.delete(shop.other()).problem()).isEqualTo("404 unknown-collection");
        assertThat(caller.delete(path).status()).isEqualTo(204);

        assertThat(partitions()).isEqualTo(before - 1);
        assertThat(caller.get(path).problem()).isEqualTo("404 unknown-collection");
        assertThat(caller.get(shop.other()).problem()).isEqualTo("404 unknown-collection");
        assertThat(create(OLD, 3).items()).isZero();
        assertThat(caller.get(path + "/upgrade").problem()).isEqualTo("404 unknown-upgrade");
    }

    @Test
    void startingItAgainChangesNothingAndAnotherOneIsRefused() {
        Upgrade started = shop.start().as(Upgrade.class);
        assertThat(started)
                .usingRecursiveComparison()
                .ignoringFields("startedAt", "missing", "state")
                .isEqualTo(
                        new Upgrade(name, UpgradeState.READY, OLD, NEW, 0, 0, 0, null, List.of(), started.startedAt()));

        assertThat(shop.start().status()).isEqualTo(200);
        assertThat(upgradeTo(path, "third", D)).isEqualTo("409 upgrade-under-way");
        assertThat(upgradeTo(path, NEW, D + 1)).isEqualTo("409 upgrade-under-way");
        assertThat(caller.post("/v1/collections", new CreateCollection(name, OLD, D, null, null))
                        .problem())
                .isEqualTo("409 duplicate-collection");
        shop.awaitReady();
        shop.step("switch");
        assertThat(shop.start().as(Upgrade.class).state()).isEqualTo(UpgradeState.SWITCHED);
        assertThat(upgradeTo(path, OLD, D)).isEqualTo("409 upgrade-under-way");
    }

    @Test
    void whatCannotBeUpgradedIsRefused() {
        assertThat(upgradeTo(path, OLD, D)).isEqualTo("409 same-model");
        assertThat(upgradeTo("/v1/collections/none", NEW, D)).isEqualTo("404 unknown-collection");
        assertThat(upgradeTo(shop.other(), NEW, D)).isEqualTo("404 unknown-collection");
        assertThat(upgradeTo(path, "", D)).isEqualTo("400 invalid-request");
        assertThat(upgradeTo(path, NEW, 0)).isEqualTo("400 invalid-request");
        caller.delete(path);
        create(null, D);
        assertThat(upgradeTo(path, NEW, D)).isEqualTo("409 no-model");
        for (String step : List.of("copy", "map", "switch", "rollback")) {
            assertThat(shop.step(step).problem()).as(step).isEqualTo("404 unknown-upgrade");
        }
    }

    private String upgradeTo(String collection, String model, int dimension) {
        return caller.post(
                        collection + "/upgrade", "{\"model\": \"%s\", \"dimension\": %d}".formatted(model, dimension))
                .problem();
    }

    /// Name, model and number of waiting items of this test's collections.
    private List<String> listed(boolean others) {
        return caller
                .get("/v1/collections" + (others ? "?others=true" : ""))
                .as(Collections.class)
                .collections()
                .stream()
                .filter(each -> each.name().startsWith(name))
                .map(each -> each.name() + " " + each.model() + " " + each.itemsWithoutVector())
                .toList();
    }

    private List<String> refusal(String step) {
        Answer answer = shop.step(step);
        assertThat(answer.problem()).isEqualTo("409 upgrade-not-ready");
        List<String> missing = answer.json()
                .path("missing")
                .valueStream()
                .map(each -> each.asString())
                .toList();
        assertThat(answer.detail()).contains(missing);
        return missing;
    }

    private static List<ItemStatus> results(Answer written) {
        return written.as(ItemsWritten.class).results().stream()
                .map(ItemResult::status)
                .toList();
    }

    private static void assertAnotherModel(Answer answer, String live) {
        assertThat(answer.problem()).isEqualTo("409 vector-of-another-model");
        assertThat(answer.json().path("model").asString()).isEqualTo(live);
    }

    private static RetrievalRequest dense(@Nullable String model, DenseVector vector) {
        return new RetrievalRequest(null, vector, model, 3, SearchMode.DENSE, null, null, true, null, null, null);
    }

    private Answer query(String collection, @Nullable String model, String text) {
        String maker = model == null ? OLD : model;
        return caller.post(collection + "/search", dense(model, UpgradeSteps.vector(maker, text)));
    }

    private String found(String collection, String model, String text) {
        return query(collection, model, text)
                .as(RetrievalResponse.class)
                .hits()
                .getFirst()
                .id();
    }

    private static CompletableFuture<Answer> meanwhile(Supplier<Answer> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }

    private int waiting() {
        Integer waiting = jdbc.queryForObject(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", Integer.class);
        return waiting == null ? 0 : waiting;
    }

    private long partitions() {
        Long partitions =
                jdbc.queryForObject("SELECT count(*) FROM pg_inherits WHERE inhparent = 'item'::regclass", Long.class);
        return partitions == null ? 0 : partitions;
    }

    /// A rotation, as a product of reflections.
    private static final class Rotation {

        private final List<float[]> mirrors;

        Rotation(SplittableRandom random) {
            mirrors = Stream.generate(() -> UpgradeSteps.vector("mirror", String.valueOf(random.nextInt()))
                            .toArray())
                    .limit(4)
                    .toList();
        }

        DenseVector of(DenseVector vector) {
            float[] turned = vector.toArray();
            for (float[] mirror : mirrors) {
                double along = 0;
                double square = 0;
                for (int j = 0; j < D; j++) {
                    along += turned[j] * mirror[j];
                    square += mirror[j] * mirror[j];
                }
                for (int j = 0; j < D; j++) {
                    turned[j] -= (float) (2 * along / square * mirror[j]);
                }
            }
            return DenseVector.of(turned);
        }
    }
}
