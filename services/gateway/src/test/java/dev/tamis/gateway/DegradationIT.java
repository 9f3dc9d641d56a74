package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.gateway.fake.FakeEmbedding;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What callers see while services are stopped or slow, and once they are back.
class DegradationIT extends GatewayHarness {

    @Test
    void withoutTheEmbeddingServiceAnswersAreLexicalAndSaySo() {
        String shop = shop();
        EMBEDDING.stop();

        for (String mode : List.of("hybrid", "dense")) {
            Answer answer = search(shop, "{\"query\": \"boots\", \"mode\": \"" + mode + "\"}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(degraded(answer)).containsExactly("embedding");
            assertThat(answer.json().path("mode").asString()).isEqualTo("lexical");
            assertThat(answer.json().path("hits")).hasSize(2);
            assertThat(Objects.requireNonNull(RETRIEVAL.lastSearch()).vector()).isNull();
        }
    }

    @Test
    void aSlowEmbeddingServiceIsNotWaitedForLongerThanItsTimeout() {
        String shop = shop();
        EMBEDDING.hang();

        Answer answer = search(shop, "{\"query\": \"boots\"}");

        assertThat(degraded(answer)).containsExactly("embedding");
        assertThat(answer.json().path("tookMillis").asDouble()).isBetween(250.0, 5_000.0);
    }

    @Test
    void withoutTheRankingServiceTheOrderOfRetrievalStays() {
        String shop = shop();
        RANKING.stop();

        Answer answer = search(shop, "{\"query\": \"boots\", \"explain\": true}");

        assertThat(degraded(answer)).containsExactly("ranking");
        assertThat(answer.json().path("hits").findValuesAsString("id")).containsExactly("a", "b");
        assertThat(answer.json().path("hits").path(0).path("score").asDouble()).isEqualTo(1.0);
        assertThat(answer.body()).doesNotContain("popularity");
    }

    @Test
    void aSlowRankingServiceIsNotWaitedForLongerThanItsTimeout() {
        String shop = shop();
        RANKING.hang();

        assertThat(degraded(search(shop, "{\"query\": \"boots\"}"))).containsExactly("ranking");
    }

    @Test
    void withoutBothThereIsStillAnAnswer() {
        String shop = shop();
        EMBEDDING.stop();
        RANKING.stop();

        assertThat(degraded(search(shop, "{\"query\": \"boots\"}"))).containsExactly("embedding", "ranking");
    }

    @Test
    void withoutTheRetrievalServiceThereIsNoAnswerButAProblem() {
        String shop = shop();
        RETRIEVAL.stop();

        Answer answer = search(shop, "{\"query\": \"boots\"}");

        assertThat(answer.problem()).isEqualTo("503 retrieval-unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(caller.get("/v1/collections").problem()).isEqualTo("503 retrieval-unavailable");
    }

    @Test
    void aFailingServiceIsLeftAloneAndTriedAgain() {
        String shop = shop();
        EMBEDDING.hang();
        for (int i = 0; i < 4; i++) {
            search(shop, "{\"query\": \"boots\"}");
        }

        int before = EMBEDDING.requests();
        Answer whileOpen = search(shop, "{\"query\": \"boots\", \"explain\": true}");

        assertThat(degraded(whileOpen)).containsExactly("embedding");
        assertThat(EMBEDDING.requests()).as("the open circuit asks nobody").isEqualTo(before);
        EMBEDDING.release();
        Eventually.holds(() ->
                assertThat(degraded(search(shop, "{\"query\": \"boots\"}"))).isEmpty());
    }

    @Test
    void callersOverTheBulkheadAreAnsweredWithoutWaitingForTheService() throws Exception {
        String shop = shop();
        EMBEDDING.hang();
        int before = EMBEDDING.requests();

        List<Answer> answers = atOnce(12, () -> search(shop, "{\"query\": \"boots\"}"));

        assertThat(answers).allSatisfy(answer -> assertThat(degraded(answer)).containsExactly("embedding"));
        assertThat(EMBEDDING.requests() - before)
                .as("no more than the bulkhead admits at a time")
                .isLessThanOrEqualTo(4);
    }

    @Test
    void aServiceThatWasRestartedIsFoundAgainWithoutAFailure() {
        String shop = shop();
        search(shop, "{\"query\": \"boots\"}");
        for (int i = 0; i < 5; i++) {
            RETRIEVAL.stop();
            RETRIEVAL.start();

            assertThat(search(shop, "{\"query\": \"boots\"}").status()).isEqualTo(200);
        }
    }

    @Test
    void itemsStoredWhileEmbeddingIsAwayGetTheirVectorsWhenItIsBack() {
        String shop = collection();
        EMBEDDING.stop();

        var lines = bulk(shop, item("a", "boots") + item("b", "shoes")).lines();

        assertThat(lines.get(0).path("status").asString()).isEqualTo("storedWithoutVector");
        assertThat(lines.get(2).path("summary").path("stored").asInt()).isEqualTo(2);
        assertThat(lines.get(2).path("summary").path("embedded").asInt()).isZero();
        assertThat(RETRIEVAL.stored(shop).values())
                .allSatisfy(item -> assertThat(item.vector()).isNull());

        EMBEDDING.start();

        Eventually.holds(() -> assertThat(RETRIEVAL.stored(shop).get("b"))
                .satisfies(item ->
                        assertThat(Objects.requireNonNull(item).vector()).isEqualTo(FakeEmbedding.vector("shoes"))));
    }

    @Test
    void backfillSurvivesAnOutageOfRetrieval() {
        String shop = collection();
        EMBEDDING.stop();
        bulk(shop, item("a", "boots"));
        RETRIEVAL.stop();
        EMBEDDING.start();
        RETRIEVAL.start();

        DenseVector expected = FakeEmbedding.vector("boots");
        Eventually.isTrue(
                () -> RETRIEVAL.stored(shop).values().stream().allMatch(item -> expected.equals(item.vector())));
    }

    @Test
    void publicEmbeddingsAndEventsSayWhichServiceIsAway() {
        EMBEDDING.stop();
        RANKING.stop();

        assertThat(caller.post("/v1/embeddings", "{}").problem()).isEqualTo("503 embedding-unavailable");
        assertThat(caller.get("/v1/models").problem()).isEqualTo("503 embedding-unavailable");
        assertThat(caller.post("/v1/events", "[]").problem()).isEqualTo("503 ranking-unavailable");
    }

    @Test
    void aBulkRequestDoesNotWaitForAHangingEmbeddingServiceBatchByBatch() {
        String shop = collection();
        EMBEDDING.hang();
        var lines = new StringBuilder();
        for (int i = 0; i < 320; i++) {
            lines.append(item("i" + i, "title " + i));
        }

        var summary = bulk(shop, lines.toString()).lines().getLast().path("summary");

        assertThat(summary.path("stored").asInt()).isEqualTo(320);
        assertThat(summary.path("embedded").asInt()).isZero();
        EMBEDDING.release();
        Eventually.isTrue(() -> RETRIEVAL.stored(shop).values().stream().allMatch(item -> item.vector() != null));
        assertThat(EMBEDDING.texts(InputType.DOCUMENT)).contains("title 319");
    }

    private String shop() {
        String shop = collection();
        bulk(shop, item("a", "boots") + item("b", "shoes"));
        return shop;
    }

    private static List<String> degraded(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> services = new ArrayList<>();
        answer.json().path("degraded").forEach(service -> services.add(service.asString()));
        return services;
    }

    private static List<Answer> atOnce(int times, java.util.concurrent.Callable<Answer> call)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> underway = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                underway.add(threads.submit(call));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> each : underway) {
                answers.add(each.get());
            }
            return answers;
        }
    }
}
