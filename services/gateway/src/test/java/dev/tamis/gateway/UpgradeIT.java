package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.ModelState;
import dev.tamis.common.contract.item.Item;
import dev.tamis.gateway.fake.FakeEmbedding;
import dev.tamis.gateway.fake.FakeRetrieval;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.Eventually;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Collections that change to a model of two dimensions.
class UpgradeIT extends GatewayHarness {

    private static final int ITEMS = 40;
    private static final String NEWER = "newer";

    @BeforeEach
    void serveBoth() {
        EMBEDDING.serve(NEWER, ModelKind.EMBEDDING, ModelState.READY, null);
    }

    @Test
    void aCollectionGoesOverToItsNewModelByItself() {
        String shop = filled();

        JsonNode ended = succeeded(upgrade(shop, ""));

        assertThat(ended.path("result").path("state").asString()).isEqualTo("switched");
        assertThat(ended.path("done").asInt()).isEqualTo(ITEMS);
        assertThat(ended.path("total").asInt()).isEqualTo(ITEMS);
        assertThat(ended.path("metrics").path("items").asInt()).isEqualTo(ITEMS);
        assertThat(ended.path("metrics").path("estimatedSeconds").asDouble()).isPositive();
        assertThat(ended.path("metrics").path("mapCosine").asDouble()).isEqualTo(0.9);
        assertThat(caller.get("/v1/collections/" + shop).json().path("model").asString())
                .isEqualTo(NEWER);
        assertThat(RETRIEVAL.stored(shop).get("i7"))
                .satisfies(item -> assertThat(Objects.requireNonNull(item).vector())
                        .isEqualTo(FakeEmbedding.vector("title 7", 2)));
        assertThat(search(shop, "{\"query\": \"boots\"}").json().path("degraded"))
                .isEmpty();
        assertThat(Objects.requireNonNull(RETRIEVAL.lastSearch()).model()).isEqualTo(NEWER);
        assertThat(state(shop)).isEqualTo("switched");
    }

    @Test
    void aSearchWithTheModelOfAMomentAgoIsMadeOnceMoreWithTheNewOne() {
        String shop = filled();
        succeeded(upgrade(shop, ", \"switch\": \"manual\""));
        search(shop, "{\"query\": \"boots\"}"); // remembers the model

        // As another gateway would: this one does not know of it.
        new Caller(URI.create(RETRIEVAL.url()).getPort()).post("/v1/collections/" + shop + "/upgrade/switch", "");
        Answer answer = search(shop, "{\"query\": \"boots\"}");

        assertThat(answer.json().path("hits")).hasSize(10);
        assertThat(answer.json().path("degraded")).isEmpty();
        assertThat(RETRIEVAL.searchedWith()).endsWith(FakeEmbedding.MODEL, FakeEmbedding.MODEL, NEWER);
    }

    @Test
    void aManualUpgradeEndsReadyIsSwitchedRolledBackAndCleanedUp() {
        String shop = filled();
        String path = "/v1/collections/" + shop + "/upgrade";

        JsonNode ended = succeeded(upgrade(shop, ", \"switch\": \"manual\""));
        assertThat(ended.path("result").path("state").asString()).isEqualTo("ready");
        assertThat(state(shop)).isEqualTo("ready");
        assertThat(model(shop)).isEqualTo(FakeEmbedding.MODEL);

        // An item that was written after the job has ended gets its vector on the way.
        bulk(shop, item("late", "late boots"));
        Answer switched = caller.post(path + "/switch", "");
        assertThat(switched.json().path("state").asString()).as(switched.body()).isEqualTo("switched");
        assertThat(model(shop)).isEqualTo(NEWER);
        assertThat(vector(shop, "late")).isEqualTo(FakeEmbedding.vector("late boots", 2));

        // The old space is kept up, so that nothing is lost on the way back.
        bulk(shop, item("later", "later boots"));
        Eventually.holds(() -> assertThat(vector(FakeRetrieval.other(shop), "later"))
                .isEqualTo(FakeEmbedding.vector("later boots", 4)));
        assertThat(caller.post(path + "/rollback", "").json().path("state").asString())
                .isEqualTo("ready");
        assertThat(model(shop)).isEqualTo(FakeEmbedding.MODEL);

        assertThat(caller.delete(path).status()).isEqualTo(204);
        assertThat(caller.get(path).problem()).isEqualTo("404 unknown-upgrade");
        assertThat(RETRIEVAL.stored(shop)).hasSize(ITEMS + 2);
    }

    @Test
    void beforeTheSwitchTheNewVectorsAreTheJobsAlone() {
        String shop = filled();
        succeeded(upgrade(shop, ", \"switch\": \"manual\""));
        bulk(shop, item("late", "late boots"));
        String other = collection();
        EMBEDDING.stop();
        bulk(other, item("a", "boots"));
        EMBEDDING.start();

        Eventually.holds(() -> assertThat(vector(other, "a")).isNotNull()); // a round of the backfill

        assertThat(vector(FakeRetrieval.other(shop), "late")).isNull();
    }

    @Test
    void anEstimateChangesNothing() {
        String shop = filled();

        JsonNode ended = succeeded(upgrade(shop, ", \"estimateOnly\": true, \"itemsPerSecond\": 2"));

        assertThat(ended.path("result").path("estimatedSeconds").asDouble()).isEqualTo(ITEMS / 2.0);
        assertThat(ended.path("result").path("memoryBytes").asLong()).isEqualTo(ITEMS * (9L * 2 / 8 + 72));
        assertThat(caller.get("/v1/collections/" + shop + "/upgrade").problem()).isEqualTo("404 unknown-upgrade");
    }

    @Test
    void liveQueriesAreComparedOnTheWay() {
        String shop = filled();
        String job = upgrade(shop, ", \"shadowQueries\": 3, \"itemsPerSecond\": 100");

        JsonNode ended = succeeded(job, () -> search(shop, "{\"query\": \"boots\"}"));

        assertThat(ended.path("result").path("shadowQueries").asInt()).isEqualTo(3);
        assertThat(ended.path("result").path("shadowOverlapAt10").asDouble()).isEqualTo(1);
        assertThat(ended.path("result").has("shadowNewMillis")).isTrue();
        assertThat(EMBEDDING.texts(InputType.QUERY)).contains("boots");
    }

    @Test
    void aJobThatIsStartedAgainGoesOnWhereItWas() {
        String shop = filled();
        String job = upgrade(shop, ", \"itemsPerSecond\": 20");
        Eventually.holds(
                () -> assertThat(caller.get(job).json().path("done").asInt()).isGreaterThanOrEqualTo(10));
        caller.delete(job);
        Eventually.holds(() ->
                assertThat(caller.get(job).json().path("state").asString()).isEqualTo("cancelled"));
        assertThat(state(shop)).isIn("copying", "embedding");
        long waiting = caller.get("/v1/collections/" + shop + "/upgrade")
                .json()
                .path("waiting")
                .asLong();

        succeeded(upgrade(shop, ""));

        assertThat(waiting).isPositive().isLessThan(ITEMS);
        assertThat(model(shop)).isEqualTo(NEWER);
    }

    @Test
    void aNewModelThatFailedToLoadFailsTheJobWithTheReason() {
        String shop = filled();
        String job = upgrade(shop, ", \"itemsPerSecond\": 20");
        Eventually.holds(() -> assertThat(state(shop)).isEqualTo("embedding"));

        EMBEDDING.serve(NEWER, ModelKind.EMBEDDING, ModelState.FAILED, "There is no model.onnx. Mend that.");

        Eventually.holds(() -> assertThat(
                        caller.get(job).json().path("error").path("detail").asString(""))
                .contains("There is no model.onnx. Mend that."));
        assertThat(model(shop)).isEqualTo(FakeEmbedding.MODEL);
    }

    @Test
    void whereTheOldModelIsGoneTheNewOneAnswersByTheMap() {
        String shop = filled();
        succeeded(upgrade(shop, ", \"switch\": \"manual\""));
        EMBEDDING.fail("The file is broken.", NEWER);

        Answer answer = search(shop, "{\"query\": \"boots\"}");

        assertThat(answer.json().path("mode").asString()).isEqualTo("hybrid");
        assertThat(answer.json().path("degraded").toString()).isEqualTo("[\"embedding\"]");
        var asked = Objects.requireNonNull(RETRIEVAL.lastSearch());
        assertThat(asked.model()).isEqualTo(NEWER);
        assertThat(asked.vector()).isEqualTo(FakeEmbedding.vector("boots", 2));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                   | #/parameters/model          | blank
                    {"model": "word2vec"}                                | #/parameters/model          | bge-small-en-v1.5, newer
                    {"model": "bge-small-en-v1.5"}                       | #/parameters/model          | already
                    {"model": "newer", "itemsPerSecond": -1}             | #/parameters/itemsPerSecond | 0
                    {"model": "newer", "switch": "never"}                | #/parameters/switch         | not one of
                    {"model": "newer", "shadowQueries": 100000}          | #/parameters/shadowQueries  | 10000
                    """)
    void whatCannotBeDoneIsRefusedWithTheFieldThatIsWrong(String parameters, String pointer, String detail) {
        Answer refused = caller.post("/v1/jobs", request(collection(), parameters));

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.pointers()).containsExactly(pointer);
        assertThat(refused.detail()).contains(detail);
    }

    @Test
    void internalNamesAreNobodysBusiness() {
        String shop = filled();
        succeeded(upgrade(shop, ""));
        String other = FakeRetrieval.other(shop);

        assertThat(caller.get("/v1/collections/" + other).problem()).isEqualTo("404 unknown-collection");
        assertThat(search(other, "{\"query\": \"a\"}").problem()).isEqualTo("404 unknown-collection");
        assertThat(bulk(other, item("a", "boots")).problem()).isEqualTo("404 unknown-collection");
        assertThat(caller.post("/v1/jobs", request(other, "{\"model\": \"newer\"}"))
                        .problem())
                .isEqualTo("404 unknown-collection");
        assertThat(caller.get("/v1/collections").body()).doesNotContain("~");
    }

    private String filled() {
        String shop = collection();
        bulk(
                shop,
                IntStream.range(0, ITEMS)
                        .mapToObj(i -> item("i" + i, "title " + i))
                        .collect(Collectors.joining()));
        return shop;
    }

    /// @param more parameters besides the model
    private String upgrade(String collection, String more) {
        Answer accepted = caller.post("/v1/jobs", request(collection, "{\"model\": \"newer\"" + more + "}"));
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        return accepted.header("Location");
    }

    private static String request(String collection, String parameters) {
        return "{\"kind\": \"upgrade\", \"collection\": \"%s\", \"parameters\": %s}".formatted(collection, parameters);
    }

    private JsonNode succeeded(String job) {
        return succeeded(job, () -> {});
    }

    /// @param meanwhile done again and again
    private JsonNode succeeded(String job, Runnable meanwhile) {
        Eventually.holds(() -> {
            meanwhile.run();
            JsonNode now = caller.get(job).json();
            assertThat(now.path("state").asString()).as(now.toString()).isEqualTo("succeeded");
        });
        return caller.get(job).json();
    }

    private String state(String collection) {
        return caller.get("/v1/collections/" + collection + "/upgrade")
                .json()
                .path("state")
                .asString();
    }

    private String model(String collection) {
        return caller.get("/v1/collections/" + collection).json().path("model").asString();
    }

    private static @Nullable Object vector(String collection, String id) {
        Map<String, Item> items = RETRIEVAL.stored(collection);
        Item item = items.get(id);
        return item == null ? null : item.vector();
    }
}
