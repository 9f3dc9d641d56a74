package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.testkit.Caller.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Public embeddings, and what becomes of searches and items while the embedding service has too much to do.
class EmbeddingIT extends GatewayHarness {

    private static final String REQUEST = "{\"model\": \"bge-small-en-v1.5\", \"input\": [\"a\"]}";

    @Test
    void embeddingsRerankingAndModelsAreAnsweredByTheEmbeddingService() {
        assertThat(caller.post("/v1/embeddings", REQUEST)
                        .json()
                        .at("/data/0/index")
                        .asInt(-1))
                .isZero();
        assertThat(caller.post("/v1/rerank", "{}").json().path("model").asString())
                .isEqualTo("bge-small-en-v1.5");
        assertThat(caller.get("/v1/models").json().at("/data/0/kind").asString())
                .isEqualTo("embedding");
    }

    @Test
    void whatIsTooMuchIsRefusedWithTheTimeToComeAgain() {
        EMBEDDING.refuse(2);

        for (String path : new String[] {"/v1/embeddings", "/v1/rerank"}) {
            Answer answer = caller.post(path, REQUEST);

            assertThat(answer.problem()).isEqualTo("429 queue-full");
            assertThat(answer.header("Retry-After")).isEqualTo("0");
        }
        assertThat(caller.post("/v1/embeddings", REQUEST).status()).isEqualTo(200);
    }

    @Test
    void aBulkRequestWaitsUntilThereIsRoomAndFailsNoLine() {
        String collection = collection();
        EMBEDDING.refuse(3);

        Answer answer = bulk(collection, item("1", "tent") + item("2", "stove"));

        assertThat(answer.lines().stream().map(line -> line.path("status").asString("")))
                .containsExactly("stored", "stored", "");
        assertThat(answer.lines().getLast().at("/summary/embedded").asInt()).isEqualTo(2);
        assertThat(EMBEDDING.texts(InputType.DOCUMENT)).containsExactly("tent", "stove");
    }

    @Test
    void aSearchIsAnsweredLexicallyWhenThereIsNoRoom() {
        String collection = collection();
        EMBEDDING.refuse(1);

        JsonNode answer = search(collection, "{\"query\": \"tent\"}").json();

        assertThat(answer.path("degraded").toString()).isEqualTo("[\"embedding\"]");
    }

    @Test
    void theEmbeddingServiceIsToldOnWhoseBehalfItIsAskedButNotTheKey() {
        caller.post("/v1/embeddings", REQUEST);
        bulk(collection(), item("1", "tent"));

        assertThat(EMBEDDING.callers())
                .anySatisfy(caller -> assertThat(caller).matches("key-[0-9a-f]{12}"))
                .noneSatisfy(caller -> assertThat(caller).contains(KEY));
    }

    @Test
    void problemsCarryTheErrorThatClientsOfOpenAiRead() {
        Answer noKey = stranger.post("/v1/embeddings", REQUEST);

        assertThat(noKey.problem()).isEqualTo("401 missing-key");
        assertThat(noKey.json().at("/error/code").asString()).isEqualTo("invalid_api_key");
        assertThat(noKey.json().at("/error/message").asString()).isEqualTo(noKey.detail());

        EMBEDDING.stop();
        Answer away = caller.post("/v1/rerank", "{\"query\": \"a\", \"documents\": [\"b\"]}");

        assertThat(away.problem()).isEqualTo("503 embedding-unavailable");
        assertThat(away.json().at("/error/type").asString()).isEqualTo("server_error");
    }
}
