package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.gateway.fake.FakeEmbedding;
import dev.tamis.gateway.fake.FakeRetrieval;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Caller.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Models of both sorts in one list, and fitted models handed on to the retrieval service.
class ModelIT extends GatewayHarness {

    private static final String FITTED = FakeRetrieval.MODEL.id();
    private static final String ONE = "/v1/models/" + FITTED;

    @Test
    void embeddingModelsComeFirstAndThenTheFittedOnesInTheShapeThatClientsOfOpenAiRead() {
        JsonNode list = caller.get("/v1/models").json();

        assertThat(list.path("object").asString()).isEqualTo("list");
        assertThat(list.has("degraded")).isFalse();
        assertThat(list.path("data")).hasSize(2).allSatisfy(model -> {
            assertThat(model.path("id").asString()).isNotEmpty();
            assertThat(model.path("object").asString()).isEqualTo("model");
        });
        JsonNode fitted = list.at("/data/1");
        assertThat(fitted.path("id").asString()).isEqualTo("shop@2");
        assertThat(fitted.path("kind").asString()).isEqualTo("projection");
        assertThat(fitted.path("state").asString()).isEqualTo("active");
        assertThat(fitted.path("base_model").asString()).isEqualTo("bge-small-en-v1.5");
        assertThat(fitted.path("created").isIntegralNumber()).isTrue();
        assertThat(fitted.path("dimensions").asInt()).isEqualTo(64);
        assertThat(fitted.has("detail")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "kind=embedding, bge-small-en-v1.5",
        "'kind=embedding,projection', bge-small-en-v1.5 shop@2",
        "kind=projection, shop@2",
        "kind=codes, ''",
        "collection=books, shop@2",
        "collection=shoes, ''",
        "state=ready, bge-small-en-v1.5",
        "state=active, shop@2",
        "kind=projection&state=candidate, ''"
    })
    void theListCanBeNarrowed(String query, String ids) {
        List<String> found = new ArrayList<>();
        caller.get("/v1/models?" + query)
                .json()
                .path("data")
                .forEach(model -> found.add(model.path("id").asString()));

        assertThat(String.join(" ", found)).isEqualTo(ids);
    }

    @Test
    void kindsAndStatesThatThereAreNotAreRefused() {
        Answer kind = caller.get("/v1/models?kind=tea");
        Answer state = caller.get("/v1/models?state=tea");

        assertThat(kind.problem()).isEqualTo("400 invalid-request");
        assertThat(kind.pointers()).containsExactly("#/kind");
        assertThat(kind.detail()).contains("codes, cross-encoder, embedding, projection, ranking, relevance");
        assertThat(state.pointers()).containsExactly("#/state");
    }

    @Test
    void embeddingModelsAreListedAloneWhereTheRetrievalServiceIsAway() {
        RETRIEVAL.stop();

        JsonNode list = caller.get("/v1/models").json();

        assertThat(list.path("data")).hasSize(1);
        assertThat(list.path("degraded").toString()).isEqualTo("[\"retrieval\"]");
        assertThat(caller.get("/v1/models?kind=codes").problem()).isEqualTo("503 retrieval-unavailable");
    }

    @Test
    void fittedModelsAreListedWithoutTheEmbeddingService() {
        EMBEDDING.stop();

        assertThat(caller.get("/v1/models?kind=projection").json().path("data")).hasSize(1);
        assertThat(caller.get("/v1/models").problem()).isEqualTo("503 embedding-unavailable");
    }

    @Test
    void eachModelIsFoundByItsId() {
        assertThat(caller.get("/v1/models/" + FakeEmbedding.MODEL)
                        .json()
                        .path("dimension")
                        .asInt())
                .isEqualTo(4);
        assertThat(caller.get(ONE).json().path("version").asInt()).isEqualTo(2);
        Answer unknown = caller.get("/v1/models/text-embedding-3-small");
        assertThat(unknown.problem()).isEqualTo("404 unknown-model");
        assertThat(unknown.detail()).contains("'text-embedding-3-small'", FakeEmbedding.MODEL);
        assertThat(caller.get("/v1/models/shop@9").problem()).isEqualTo("404 unknown-model");
    }

    @Test
    void aFormIsHandedOnAsItIs() {
        String form = "--b\r\nContent-Disposition: form-data; name=\"manifest\"\r\n\r\n{}\r\n--b--\r\n";

        Answer created = form().send("POST", "/v1/models", form);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(ONE);
        assertThat(RETRIEVAL.lastForm()).isEqualTo(form);
        assertThat(RETRIEVAL.contentType()).isEqualTo("multipart/form-data;boundary=b");
    }

    @Test
    void aFormMayBeLargerThanOtherBodiesAndHasALimitToo() {
        String tooLargeElsewhere = "x".repeat(9_000_000);
        String tooLarge = "x".repeat(65 << 20);

        assertThat(form().send("POST", "/v1/models", tooLargeElsewhere).status())
                .isEqualTo(201);
        assertThat(form().send("POST", "/v1/models", tooLarge).problem()).isEqualTo("413 body-too-large");
        assertThat(caller.post("/v1/models", "{}").problem()).isEqualTo("415 unsupported-media-type");
    }

    @Test
    void whatIsDoneWithAModelIsHandedOn() {
        assertThat(caller.get(ONE + "/manifest").status()).isEqualTo(200);
        Answer weights = caller.get(ONE + "/weights");
        assertThat(weights.contentType()).isEqualTo("application/octet-stream");
        assertThat(weights.body()).isEqualTo("\u0001\u0002\u0003");
        assertThat(caller.send("POST", ONE + "/activate", null)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(FITTED);
        assertThat(RETRIEVAL.lastForm()).isEqualTo("{}");
        caller.post(ONE + "/activate", "{\"dimensions\": 64}");
        assertThat(RETRIEVAL.lastForm()).isEqualTo("{\"dimensions\": 64}");
        assertThat(caller.delete(ONE).status()).isEqualTo(204);
        Answer refused = caller.send("POST", ONE + "/rollback", null);
        assertThat(refused.problem()).isEqualTo("409 inactive-model");
    }

    private Caller form() {
        return caller.with("Content-Type", "multipart/form-data; boundary=b");
    }
}
