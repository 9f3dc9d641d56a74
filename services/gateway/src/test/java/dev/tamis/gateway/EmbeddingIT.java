package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.gateway.Call.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Public embeddings, and what becomes of searches and items while the embedding service has too much to do.
class EmbeddingIT extends GatewayHarness {

    private static final String REQUEST = "{\"model\": \"bge-small-en-v1.5\", \"input\": [\"a\"]}";

    @Test
    void embeddingsRerankingAndModelsAreAnsweredByTheEmbeddingService() {
        assertThat(call("/v1/embeddings")
                        .post(REQUEST)
                        .json()
                        .at("/data/0/index")
                        .asInt(-1))
                .isZero();
        assertThat(call("/v1/rerank").post("{}").json().path("model").asString())
                .isEqualTo("bge-small-en-v1.5");
        assertThat(call("/v1/models").get().json().at("/data/0/kind").asString())
                .isEqualTo("embedding");
    }

    @Test
    void whatIsTooMuchIsRefusedWithTheTimeToComeAgain() {
        EMBEDDING.refuse(2);

        for (String path : new String[] {"/v1/embeddings", "/v1/rerank"}) {
            Answer answer = call(path).post(REQUEST);

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.problem()).isEqualTo("queue-full");
            assertThat(answer.header("Retry-After")).isEqualTo("0");
        }
        assertThat(call("/v1/embeddings").post(REQUEST).status()).isEqualTo(200);
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
        call("/v1/embeddings").post(REQUEST);
        bulk(collection(), item("1", "tent"));

        assertThat(EMBEDDING.callers())
                .anySatisfy(caller -> assertThat(caller).matches("key-[0-9a-f]{12}"))
                .noneSatisfy(caller -> assertThat(caller).contains(KEY));
    }

    @Test
    void problemsCarryTheErrorThatClientsOfOpenAiRead() {
        Answer noKey = Call.to(port, "/v1/embeddings").post(REQUEST);

        assertThat(noKey.problem()).isEqualTo("missing-key");
        assertThat(noKey.json().at("/error/code").asString()).isEqualTo("invalid_api_key");
        assertThat(noKey.json().at("/error/message").asString()).isEqualTo(noKey.detail());

        EMBEDDING.stop();
        Answer away = call("/v1/rerank").post("{\"query\": \"a\", \"documents\": [\"b\"]}");

        assertThat(away.problem()).isEqualTo("embedding-unavailable");
        assertThat(away.json().at("/error/type").asString()).isEqualTo("server_error");
    }
}
