package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.ModelState;
import dev.tamis.gateway.EventStream.Event;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/// Jobs over HTTP. `embed` is the one that the gateway runs by itself.
class JobIT extends GatewayHarness {

    private static final int ITEMS = 40;

    @Test
    void aJobIsAcceptedRunsInTheBackgroundAndTellsHowFarItIs() {
        String shop = waitingItems();

        Answer accepted = embed(shop);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().path("state").asString()).isEqualTo("queued");
        String job = accepted.header("Location");
        assertThat(job).isEqualTo("/v1/jobs/" + accepted.json().path("id").asString());
        Eventually.holds(
                () -> assertThat(caller.get(job).json().path("total").asInt(0)).isEqualTo(ITEMS));
        JsonNode running = caller.get(job).json();
        assertThat(running.path("state").asString()).isEqualTo("running");
        assertThat(running.path("done").asInt()).isZero();
        assertThat(running.path("unit").asString()).isEqualTo("items");

        EMBEDDING.start();

        Eventually.holds(() -> assertThat(state(job)).isEqualTo("succeeded"));
        JsonNode ended = caller.get(job).json();
        assertThat(ended.path("done").asInt()).isEqualTo(ITEMS);
        assertThat(ended.path("result").path("items").asInt()).isEqualTo(ITEMS);
        assertThat(ended.has("finishedAt")).isTrue();
        assertThat(RETRIEVAL.stored(shop).values())
                .allSatisfy(item -> assertThat(item.vector()).isNotNull());
    }

    @Test
    void aJobWithNothingToDoSucceeds() {
        String job = embed(collection()).header("Location");

        Eventually.holds(() -> assertThat(state(job)).isEqualTo("succeeded"));
        assertThat(caller.get(job).json().path("result").path("items").asInt(-1))
                .isZero();
    }

    @Test
    void eventsTellOfAJobUntilItsEndAndNothingTwice() throws Exception {
        String job = embed(waitingItems()).header("Location");

        Event last;
        try (var events = EventStream.open(port, job + "/events", null)) {
            assertThat(events.contentType()).startsWith("text/event-stream");
            Event first = Objects.requireNonNull(events.next());
            assertThat(first.state()).isIn("queued", "running");
            EMBEDDING.start();
            last = events.last();
            assertThat(last.id()).isGreaterThan(first.id());
        }

        assertThat(last.state()).isEqualTo("succeeded");
        assertThat(last.data()).isEqualTo(caller.get(job).json());
        try (var again = EventStream.open(port, job + "/events", last.id() - 1)) {
            assertThat(again.last()).isEqualTo(last);
        }
        try (var again = EventStream.open(port, job + "/events", last.id())) {
            assertThat(again.status()).isEqualTo(204);
            assertThat(again.next()).isNull();
        }
    }

    @Test
    void aRunningJobIsCancelledAndSaysSo() throws Exception {
        String job = embed(waitingItems()).header("Location");
        Eventually.holds(() -> assertThat(state(job)).isEqualTo("running"));

        try (var events = EventStream.open(port, job + "/events", null)) {
            Answer asked = caller.delete(job);

            assertThat(asked.status()).isEqualTo(202);
            assertThat(asked.json().path("cancelRequested").asBoolean()).isTrue();
            assertThat(events.last().state()).isEqualTo("cancelled");
        }
        Answer again = caller.delete(job);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().path("state").asString()).isEqualTo("cancelled");
    }

    @Test
    void aFinishedJobIsNotCancelled() {
        String job = embed(collection()).header("Location");
        Eventually.holds(() -> assertThat(state(job)).isEqualTo("succeeded"));

        Answer refused = caller.delete(job);

        assertThat(refused.problem()).isEqualTo("409 job-finished");
        assertThat(refused.detail()).contains("has succeeded already");
    }

    @Test
    void aJobWhoseCollectionIsDeletedFailsAndSaysWhy() {
        String shop = waitingItems();
        String job = embed(shop).header("Location");
        Eventually.holds(() -> assertThat(state(job)).isEqualTo("running"));

        caller.delete("/v1/collections/" + shop);

        Eventually.holds(() -> assertThat(state(job)).isEqualTo("failed"));
        JsonNode error = caller.get(job).json().path("error");
        assertThat(error.path("type").asString()).isEqualTo("urn:tamis:problem:unknown-collection");
        assertThat(error.path("detail").asString()).contains(shop);
    }

    @Test
    void aJobWhoseModelFailedToLoadFailsWithTheReason() {
        EMBEDDING.serve("own", ModelKind.EMBEDDING, ModelState.READY, null);
        String shop = collection(", \"model\": \"own\"");
        EMBEDDING.serve("own", ModelKind.EMBEDDING, ModelState.FAILED, "There is no model.onnx. Mend that.");
        bulk(shop, item("a", "boots"));

        String job = embed(shop).header("Location");

        Eventually.holds(() -> assertThat(state(job)).isEqualTo("failed"));
        JsonNode error = caller.get(job).json().path("error");
        assertThat(error.path("type").asString()).isEqualTo("urn:tamis:problem:model-unavailable");
        assertThat(error.path("detail").asString()).contains("'own'", "There is no model.onnx. Mend that.");
    }

    @Test
    void aModelThatFailedKeepsNoOtherCollectionWaiting() {
        EMBEDDING.serve("own", ModelKind.EMBEDDING, ModelState.READY, null);
        String broken = collection(", \"model\": \"own\"");
        EMBEDDING.serve("own", ModelKind.EMBEDDING, ModelState.FAILED, "It is broken.");
        bulk(broken, item("a", "boots"));
        String shop = waitingItems();
        bulk(broken, item("b", "shoes"));

        EMBEDDING.start();

        Eventually.holds(() -> assertThat(RETRIEVAL.stored(shop).values())
                .allSatisfy(item -> assertThat(item.vector()).isNotNull()));
        assertThat(search(shop, "{\"query\": \"boots\"}").json().path("degraded"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"kind": "embedd", "collection": "C"}                               | #/kind             | there are embed
                    {"collection": "C"}                                                 | #/kind             | blank
                    {"kind": "embed"}                                                   | #/collection       | blank
                    {"kind": "embed", "collection": "OWN"}                              | #/collection       | bring their own
                    {"kind": "embed", "collection": "C", "parameters": {"batch": 3}}    | #/parameters/batch | not a known property
                    {"kind": "embed", "collection": "C", "parameters": [3]}             | #/parameters       | does not fit
                    {"kind": "train-projection", "collection": "C", "parameters": {"steps": 0}}               | #/parameters/steps               | or equal to 1
                    {"kind": "train-projection", "collection": "C", "parameters": {"sizes": [2, 2]}}          | #/parameters/sizes/1             | it must be 3 to
                    {"kind": "train-projection", "collection": "C", "parameters": {"sizes": [2, 5000]}}       | #/parameters/sizes/1             | vectors here have
                    {"kind": "train-projection", "collection": "C", "parameters": {"name": "A b"}}            | #/parameters/name                | must be 1 to 63
                    {"kind": "train-projection", "collection": "C", "parameters": {"queries": [{"text": ""}]}} | #/parameters/queries/0/text     | blank
                    {"kind": "train-codes", "collection": "OWN", "parameters": {"bits": 12}}                  | #/parameters/bits                | 8 to 4
                    {"kind": "train-codes", "collection": "C", "parameters": {"levels": 2}}                   | #/parameters/levels              | may be 0, 1 or 3
                    {"kind": "evaluate-codes", "collection": "OWN", "parameters": {"queries": [{"text": "a"}]}} | #/parameters/queries          | cannot be embedded
                    {"kind": "evaluate-codes", "collection": "C"}                                             | #/parameters/queries             | empty
                    {"kind": "evaluate-codes", "collection": "C", "parameters": {"queries": [{"text": "a", "relevant": {"x": -1}}]}} | #/parameters/queries/0/relevant/x | 0
                    """)
    void whatCannotBeDoneIsRefusedWithTheFieldThatIsWrong(String request, String pointer, String detail) {
        String own = collection(", \"dimension\": 4");

        Answer refused = caller.post(
                "/v1/jobs", request.replace("\"C\"", "\"" + collection() + "\"").replace("OWN", own));

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.pointers()).containsExactly(pointer);
        assertThat(refused.detail()).contains(detail);
    }

    @Test
    void aJobForNoCollectionIsRefused() {
        assertThat(embed("boks").problem()).isEqualTo("404 unknown-collection");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6f1c2f0e-9a57-4c39-9a8e-0f5a3d1c7b21", "seven"})
    void anUnknownJobIsSaid(String id) throws IOException, InterruptedException {
        assertThat(caller.get("/v1/jobs/" + id).problem()).isEqualTo("404 unknown-job");
        assertThat(caller.delete("/v1/jobs/" + id).problem()).isEqualTo("404 unknown-job");
        try (var events = EventStream.open(port, "/v1/jobs/" + id + "/events", null)) {
            assertThat(events.status()).isEqualTo(404);
            assertThat(events.contentType()).startsWith("application/problem+json");
        }
    }

    @Test
    void aJobThatNoWorkerTakesWaitsAndSaysSo() {
        String shop = collection();

        Answer accepted = caller.post("/v1/jobs", "{\"kind\": \"train-projection\", \"collection\": \"" + shop + "\"}");

        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        String job = accepted.header("Location");
        Eventually.holds(() -> assertThat(state(embed(shop).header("Location"))).isEqualTo("succeeded"));
        assertThat(state(job)).isEqualTo("queued");
        assertThat(caller.get(job).json().path("hint").asString()).contains("no worker that runs takes jobs");
        assertThat(caller.delete(job).status()).isEqualTo(202);
        assertThat(caller.get(job).json().has("hint")).isFalse();
    }

    @Test
    void aJobWithoutAReportSaysSo() {
        String job = embed(collection()).header("Location");

        assertThat(caller.get(job + "/report").problem()).isEqualTo("404 no-report");
        assertThat(caller.get("/v1/jobs/seven/report").problem()).isEqualTo("404 unknown-job");
    }

    @Test
    void aReportIsAPageThatMayLoadNothing() {
        String job = embed(collection()).header("Location");
        Eventually.holds(() -> assertThat(state(job)).isEqualTo("succeeded"));
        JdbcClient.create(new DriverManagerDataSource(DATABASE.url(), DATABASE.user(), DATABASE.password()))
                .sql("UPDATE job.job SET page = '<h1>Größe</h1>' WHERE id = CAST(:id AS uuid)")
                .param("id", job.substring(job.lastIndexOf('/') + 1))
                .update();

        Answer report = caller.get(job + "/report");

        assertThat(report.status()).isEqualTo(200);
        assertThat(report.body()).isEqualTo("<h1>Größe</h1>");
        assertThat(report.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(report.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(caller.get(job).json().has("page")).isFalse();
    }

    @Test
    void theListHoldsWhatIsAskedFor() {
        String shop = collection();
        String first = embed(shop).json().path("id").asString();
        Eventually.holds(() -> assertThat(state("/v1/jobs/" + first)).isEqualTo("succeeded"));
        String second = embed(shop).json().path("id").asString();
        Eventually.holds(() -> assertThat(state("/v1/jobs/" + second)).isEqualTo("succeeded"));

        assertThat(listed("?collection=" + shop)).containsExactly(second, first);
        assertThat(listed("?collection=" + shop + "&limit=1")).containsExactly(second);
        assertThat(listed("?collection=" + shop + "&kind=embed&state=succeeded"))
                .hasSize(2);
        assertThat(listed("?collection=" + shop + "&state=failed")).isEmpty();
        assertThat(caller.get("/v1/jobs?state=done").pointers()).containsExactly("#/state");
        assertThat(caller.get("/v1/jobs?limit=0").pointers()).containsExactly("#/limit");
    }

    @Test
    void aGatewayThatStopsLetsItsListenersGoAndAnotherGoesOn() throws Exception {
        String shop = waitingItems();
        long seen;
        String job;
        ConfigurableApplicationContext leaving = anotherGateway();
        try {
            int other = leaving.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            job = embed(shop).header("Location");
            Eventually.holds(() ->
                    assertThat(caller.get(job).json().path("total").asInt(0)).isEqualTo(ITEMS));
            try (var events = EventStream.open(other, job + "/events", null)) {
                Event event = Objects.requireNonNull(events.next());
                long began = System.nanoTime();

                leaving.close();

                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .as("nobody waits for the end of the stream")
                        .isLessThan(Duration.ofSeconds(20));
                seen = event.id();
                for (Event next = events.next(); next != null; next = events.next()) {
                    seen = next.id();
                }
            }
        } finally {
            leaving.close();
        }

        try (var events = EventStream.open(port, job + "/events", seen)) {
            EMBEDDING.start();
            Event last = events.last();
            assertThat(last.state()).isEqualTo("succeeded");
            assertThat(last.data().path("done").asInt()).isEqualTo(ITEMS);
        }
    }

    private static ConfigurableApplicationContext anotherGateway() {
        return new SpringApplicationBuilder(GatewayApplication.class)
                .properties("spring.config.name=gateway")
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + DATABASE.url(),
                        "--spring.datasource.username=" + DATABASE.user(),
                        "--spring.datasource.password=" + DATABASE.password(),
                        "--tamis.gateway.admin-key=" + KEY,
                        "--tamis.gateway.ingest.backfill-pause=50ms",
                        "--tamis.gateway.embedding.url=" + EMBEDDING.url(),
                        "--tamis.gateway.retrieval.url=" + RETRIEVAL.url(),
                        "--tamis.gateway.ranking.url=" + RANKING.url());
    }

    /// A collection whose items wait for their vectors, because the embedding service is away.
    private String waitingItems() {
        String shop = collection();
        EMBEDDING.stop();
        bulk(
                shop,
                IntStream.range(0, ITEMS)
                        .mapToObj(i -> item("i" + i, "title " + i))
                        .collect(Collectors.joining()));
        return shop;
    }

    private Answer embed(String collection) {
        return caller.post("/v1/jobs", "{\"kind\": \"embed\", \"collection\": \"" + collection + "\"}");
    }

    private String state(String job) {
        return caller.get(job).json().path("state").asString();
    }

    private List<String> listed(String query) {
        return caller.get("/v1/jobs" + query)
                .json()
                .path("jobs")
                .valueStream()
                .map(job -> job.path("id").asString())
                .toList();
    }
}
