package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.collection.Attribute;
import dev.tamis.common.contract.collection.AttributeType;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.item.ItemResult;
import dev.tamis.common.contract.item.ItemStatus;
import dev.tamis.common.contract.retrieval.Items;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.PendingItems;
import dev.tamis.common.contract.retrieval.PendingItems.Pending;
import dev.tamis.common.contract.retrieval.SetVectors;
import dev.tamis.common.contract.retrieval.SetVectors.Made;
import dev.tamis.common.contract.retrieval.VectorPage;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import dev.tamis.testkit.Caller.Answer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsIT extends RunningService {

    @Test
    void whatIsWrittenIsReadWithItsFieldsInOrder() {
        create(null, 2);
        var fields = new LinkedHashMap<String, String>();
        fields.put("title", "Café ☕ \"quoted\" \\ {curly}");
        fields.put("body", "𝒳 and a\nline");
        fields.put("author", "");
        var attributes = Map.<String, Object>of("price", 12.5, "tags", List.of("a,b", "{c}"), "new", true);
        var written = new Item("ä/1", fields, attributes, DenseVector.of(1, 0));

        assertThat(write(written).results()).containsExactly(new ItemResult("ä/1", ItemStatus.STORED, null));

        assertThat(get("ä/1", "none", "ä/1")).singleElement().satisfies(read -> {
            assertThat(read.fields()).containsExactlyEntriesOf(fields);
            assertThat(read.attributes()).isEqualTo(attributes);
            assertThat(read.vector()).isNull();
        });
    }

    @Test
    void geoPointsAreStoredAndReturnedAndWrongOnesRefused() {
        create(null, 2);
        Map<String, Object> berlin = Map.of("lat", 52.52, "lon", 13.405);
        Map<String, Object> attributes =
                Map.of("home", berlin, "shops", List.of(berlin, Map.of("lat", -90, "lon", 180)));

        ItemsWritten written = write(
                item("good", attributes, 1, 0),
                item("text", Map.of("home", "52.52,13.405"), 1, 0),
                item("north", Map.of("shops", List.of(berlin, Map.of("lat", 91, "lon", 0))), 1, 0),
                item("long", Map.of("home", Map.of("latitude", 52.52, "longitude", 13.405)), 1, 0));

        assertThat(get("good").getFirst().attributes()).isEqualTo(attributes);
        assertThat(described().attributes())
                .containsExactly(new Attribute("home", AttributeType.GEO), new Attribute("shops", AttributeType.GEO));
        assertThat(written.results().stream()
                        .skip(1)
                        .map(result -> Objects.requireNonNull(result.problem()).detail()))
                .satisfiesExactly(
                        text -> assertThat(text)
                                .contains("#/attributes/home is a string, but attribute 'home'")
                                .contains("is a geo point, as its first item had it"),
                        north -> assertThat(north)
                                .contains("#/attributes/shops/1 'lat' is 91.0, but lies within -90 and 90 degrees"),
                        wordy -> assertThat(wordy)
                                .contains("#/attributes/home must be")
                                .contains("a geo point {\"lat\": LATITUDE, \"lon\": LONGITUDE}"));
    }

    @Test
    void aLaterWriteReplacesTheItemAlsoWithinOneRequest() {
        create(null, 2);
        write(item("a", Map.of("price", 1), 1, 0));

        write(item("a", Map.of("price", 2), 1, 0), item("b", Map.of(), 0, 1), item("a", Map.of("price", 3), 0, 1));

        assertThat(get("a").getFirst().attributes()).isEqualTo(Map.of("price", 3));
        assertThat(described().items()).isEqualTo(2);
    }

    @Test
    void oneInvalidItemIsAnsweredByItsProblemAndTheOthersAreStored() {
        create(null, 2);

        ItemsWritten written = write(
                item("good", Map.of("price", 1), 1, 0),
                item("mixed", Map.of("price", List.of(1, "one")), 1, 0),
                item("wrong", Map.of("price", "one"), 1, 0),
                item("long", Map.of(), 1, 0, 0),
                item("zero", Map.of(), 0, 0),
                item("tiny", Map.of(), 1e-9f, 0),
                item("huge", Map.of(), 1, 70_000),
                item("", Map.of(), 1, 0),
                item("rounded", Map.of("number", 9_007_199_254_740_993L), 1, 0),
                item("last", Map.of("price", List.of(1, 2.5)), 1, 0));

        assertThat(written.results())
                .extracting(ItemResult::status)
                .containsExactly(
                        ItemStatus.STORED,
                        ItemStatus.FAILED,
                        ItemStatus.FAILED,
                        ItemStatus.FAILED,
                        ItemStatus.FAILED,
                        ItemStatus.FAILED,
                        ItemStatus.FAILED,
                        ItemStatus.FAILED,
                        ItemStatus.FAILED,
                        ItemStatus.STORED);
        assertThat(IntStream.range(1, 9).mapToObj(i -> reason(written, i)))
                .containsExactly(
                        "invalid-item: #/attributes/price is a string, but attribute 'price' of this collection is a"
                                + " number, as its first item had it",
                        "invalid-item: #/attributes/price is a string, but attribute 'price' of this collection is a"
                                + " number, as its first item had it",
                        "dimension-mismatch: #/vector has 3 dimensions, vectors of this collection have 2",
                        "invalid-item: #/vector is all zeros, so that its cosine is undefined",
                        "invalid-item: #/vector is all zeros in half precision, so that its cosine is undefined; scale"
                                + " it to norm 1",
                        "invalid-item: #/vector/1 is 70000.0; vectors are kept in half precision, from -65504 to 65504,"
                                + " scale them to norm 1",
                        "invalid-item: #/id must have 1 to 256 characters",
                        "invalid-item: #/attributes/number 9007199254740993 is not a float64, as numbers are compared;"
                                + " send it as a string");
        assertThat(described().items()).isEqualTo(2);
        assertThat(described().attributes()).hasSize(1);
    }

    @Test
    void aWriteWithoutVectorKeepsTheStoredOneWhileItsContentIsUnchanged() {
        create("bge", 2);
        var bare = item("a", Map.of("price", 1));
        writeHashed(bare.withVector(DenseVector.of(1, 0)), "h1");

        assertThat(writeHashed(bare, "h1").status()).isEqualTo(ItemStatus.STORED);
        assertThat(vectorOf("a")).isEqualTo("[1,0]");
        assertThat(described().itemsWithoutVector()).isZero();

        assertThat(writeHashed(bare, "h2").status()).isEqualTo(ItemStatus.STORED_WITHOUT_VECTOR);
        assertThat(vectorOf("a")).isNull();
        assertThat(described().itemsWithoutVector()).isEqualTo(1);
    }

    @Test
    void twoWritesOfOneItemInARequestActAsIfSentOneAfterTheOther() {
        create("bge", 2);
        var bare = item("a", Map.of());
        var writes = new WriteItems(
                List.of(new Write(bare.withVector(DenseVector.of(0, 1)), "h1"), new Write(bare, "h1")), null);

        ItemsWritten written = caller.post(path + "/items", writes).as(ItemsWritten.class);

        assertThat(written.results()).extracting(ItemResult::status).containsOnly(ItemStatus.STORED);
        assertThat(vectorOf("a")).isEqualTo("[0,1]");
    }

    @Test
    void deletedItemsAreGoneAndLoseTheirVector() {
        create("bge", 2);
        var bare = item("a", Map.of("price", 1));
        writeHashed(bare.withVector(DenseVector.of(1, 0)), "h1");
        write(item("b", Map.of(), 0, 1));

        Answer answer = caller.post(path + "/items:delete", "{\"ids\": [\"a\", \"none\", \"a\", \"nul\\u0000\"]}");

        assertThat(answer.json().path("deleted").asInt()).isEqualTo(1);
        assertThat(get("a", "b")).extracting(Item::id).containsExactly("b");
        assertThat(described().items()).isEqualTo(1);
        Answer again = caller.post(path + "/items:delete", "{\"ids\": [\"a\"]}");
        assertThat(again.json().path("deleted").asInt(-1)).isZero();
        assertThat(again.json().path("change").asLong())
                .as("nothing changed since")
                .isEqualTo(answer.json().path("change").asLong())
                .isPositive();
        assertThat(writeHashed(bare, "h1").status()).isEqualTo(ItemStatus.STORED_WITHOUT_VECTOR);
    }

    @Test
    void itemsWaitForVectorsAndAreGivenThoseOfTheirPresentText() {
        create("bge", 2);
        writeHashed(item("a", Map.of()), "h1");
        write(item("b", Map.of()));
        write(new Item("no text", Map.of("title", " "), Map.of(), null));
        List<Pending> pending = pending();
        writeHashed(new Item("a", Map.of("title", "new text"), Map.of(), null), "h2");

        assertThat(pending).extracting(Pending::id).containsExactly("a", "b");
        assertThat(pending).extracting(Pending::text).containsExactly("item a", "item b");
        var made = pending.stream()
                .map(each -> new Made(each.id(), each.contentHash(), DenseVector.of(1, 0)))
                .toList();
        assertThat(caller.post(path + "/vectors", new SetVectors(made, null)).status())
                .isEqualTo(204);

        assertThat(vectorOf("a")).isNull();
        assertThat(vectorOf("b")).isEqualTo("[1,0]");
        assertThat(pending()).containsExactly(new Pending("a", "new text", "h2"));
        assertThat(described().itemsWithoutVector()).isEqualTo(1);
    }

    @Test
    void aCollectionWithoutAModelWaitsForNoVectors() {
        create(null, 2);

        assertThat(write(item("a", Map.of())).results().getFirst().status()).isEqualTo(ItemStatus.STORED);
        assertThat(pending()).isEmpty();
    }

    @Test
    void unchangedAreThoseThatHaveAVectorOfThatContent() {
        create("bge", 2);
        writeHashed(item("same", Map.of(), 1, 0), "h1");
        writeHashed(item("other", Map.of(), 1, 0), "h1");
        writeHashed(item("bare", Map.of()), "h1");

        Answer answer = caller.post(path + "/items:unchanged", """
                {"hashes": {"same": "h1", "other": "h2", "bare": "h1", "none": "h1", "n\\u0000": "h1", "m": "\\u0000"}}
                """);

        assertThat(answer.body()).isEqualTo("{\"ids\":[\"same\"]}");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            /items            | {}                                         | 400 invalid-request  | #/writes
            /items            | {"writes": []}                             | 400 invalid-request  | #/writes
            /items            | {"writes": [{"item": {"id": 3, "x": 1}}]}  | 400 invalid-request  | #/writes/0/item/x
            /items?refresh=1  | {"writes": [{"item": {"id": "a"}}]}        | 400 invalid-request  | #/refresh
            /items            | {"writes": [                               | 400 unreadable-json  |
            /items:get        | {}                                         | 400 invalid-request  | #/ids
            /items:delete     | {}                                         | 400 invalid-request  | #/ids
            /items:unchanged  | {}                                         | 400 invalid-request  | #/hashes
            /vectors          | {"vectors": []}                            | 400 invalid-request  | #/vectors
            /vectors          | {"vectors": [{"id": "a"}]}                 | 400 invalid-request  | #/vectors/0/vector
            /vectors          | {"vectors": [{"id": "a", "vector": [1]}]}  | 422 dimension-mismatch | #/vectors/0/vector
            /vectors          | {"vectors": [{"id": "a", "vector": [0,0]}]} | 400 invalid-request | #/vectors/0/vector
            """)
    void whatIsWrongWithARequestIsSaid(String endpoint, String json, String problem, String pointer) {
        create("bge", 2);

        Answer answer = caller.post(path + endpoint, json);

        assertThat(answer.problem()).as(answer.body()).isEqualTo(problem);
        assertThat(answer.pointers()).isEqualTo(pointer == null ? List.of() : List.of(pointer));
    }

    @Test
    void vectorsAreReadPageByPageInTheOrderOfTheIds() throws Exception {
        create("bge", 2);
        writeHashed(item("bare", Map.of()), "h1"); // its vector is still to be made
        write(item("c", Map.of(), 0, 1), item("a", Map.of(), 1, 0), item("gone", Map.of(), 1, 0));
        write(item("ä", Map.of(), 0.5f, -2));
        caller.post(path + "/items:delete", Map.of("ids", List.of("gone")));

        VectorPage first = page("?limit=2");
        VectorPage last = page("?limit=2&after=c");

        assertThat(first.ids()).containsExactly("a", "c");
        assertThat(last.ids()).containsExactly("ä");
        float[] values = new float[2];
        last.copy(0, values, 0);
        assertThat(values).containsExactly(0.5f, -2);
        assertThat(page("?after=%C3%A4").ids()).isEmpty();
        assertThat(page("").dimension()).isEqualTo(2);
        assertThat(caller.get(path + "/vectors?limit=0").pointers()).containsExactly("#/limit");
        assertThat(caller.get("/v1/collections/none/vectors").problem()).isEqualTo("404 unknown-collection");
    }

    private VectorPage page(String query) throws Exception {
        try (var in = URI.create("http://localhost:" + caller.port() + path + "/vectors" + query)
                .toURL()
                .openStream()) {
            return VectorPage.of(in.readAllBytes());
        }
    }

    @Test
    void aWriteWithoutAnItemFailsAlone() {
        create(null, 2);

        Answer answer = caller.post(path + "/items", "{\"writes\": [{}, {\"item\": {\"id\": \"a\"}}]}");

        assertThat(answer.as(ItemsWritten.class).results())
                .extracting(ItemResult::status)
                .containsExactly(ItemStatus.FAILED, ItemStatus.STORED);
    }

    @Test
    void moreThanAThousandWritesAreRefused() {
        create(null, 2);
        var writes = new WriteItems(
                IntStream.range(0, 1_001)
                        .mapToObj(i -> new Write(item("i" + i, Map.of()), null))
                        .toList(),
                null);

        Answer answer = caller.post(path + "/items", writes);

        assertThat(answer.problem()).isEqualTo("400 invalid-request");
        assertThat(answer.pointers()).containsExactly("#/writes");
        assertThat(described().items()).isZero();
    }

    private List<Item> get(String... ids) {
        return caller.post(path + "/items:get", Map.of("ids", ids))
                .as(Items.class)
                .items();
    }

    private List<Pending> pending() {
        return caller.get(path + "/items:pending?limit=10")
                .as(PendingItems.class)
                .items();
    }

    private ItemResult writeHashed(Item item, String hash) {
        return caller.post(path + "/items", new WriteItems(List.of(new Write(item, hash)), null))
                .as(ItemsWritten.class)
                .results()
                .getFirst();
    }

    private @Nullable String vectorOf(String id) {
        return jdbc.queryForObject(
                "SELECT i.vector::text FROM item i JOIN collection c ON c.id = i.collection_id WHERE c.name = ? AND i.id = ?",
                String.class,
                name,
                id);
    }

    private static String reason(ItemsWritten written, int index) {
        Problem problem = Objects.requireNonNull(written.results().get(index).problem());
        return problem.type().replace("urn:tamis:problem:", "") + ": " + problem.detail();
    }
}
