package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.ModelState;
import org.junit.jupiter.api.Test;

class CollectionIT extends GatewayHarness {

    @Test
    void aNameIsEnough() {
        var created = caller.post("/v1/collections", "{\"name\": \"fresh\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/v1/collections/fresh");
        assertThat(created.json().path("model").asString()).isEqualTo("bge-small-en-v1.5");
        assertThat(created.json().path("dimension").asInt()).isEqualTo(4);
        assertThat(caller.get("/v1/collections").body()).contains("\"fresh\"");
        assertThat(caller.get("/v1/collections/fresh").json().path("name").asString())
                .isEqualTo("fresh");
        assertThat(caller.delete("/v1/collections/fresh").status()).isEqualTo(204);
        assertThat(caller.get("/v1/collections/fresh").problem()).isEqualTo("404 unknown-collection");
        assertThat(caller.delete("/v1/collections/fresh").problem()).isEqualTo("404 unknown-collection");
    }

    @Test
    void itsIndexesAreLookedInto() {
        caller.post("/v1/collections", "{\"name\": \"diagnosed\"}");

        var found = caller.get("/v1/collections/diagnosed/diagnostics").json();

        assertThat(found.path("indexState").asString()).isEqualTo("memory");
        assertThat(found.path("memory").path("lists").asInt()).isEqualTo(4);
        assertThat(found.path("recall").path("search").asDouble()).isEqualTo(0.98);
        assertThat(found.has("geometry")).isFalse();
        assertThat(caller.get("/v1/collections/nowhere/diagnostics").problem()).isEqualTo("404 unknown-collection");
    }

    @Test
    void aDimensionAloneMakesACollectionWithoutModel() {
        var created = caller.post("/v1/collections", "{\"name\": \"own\", \"dimension\": 7}");

        assertThat(created.json().has("model")).isFalse();
        assertThat(created.json().path("dimension").asInt()).isEqualTo(7);
    }

    @Test
    void anUnknownModelIsRefusedWithTheModelsThereAre() {
        var answer = caller.post("/v1/collections", "{\"name\": \"x\", \"model\": \"word2vec\"}");

        assertThat(answer.problem()).isEqualTo("400 unknown-model");
        assertThat(answer.pointers()).containsExactly("#/model");
        assertThat(answer.detail()).contains("'word2vec'").contains("bge-small-en-v1.5");
    }

    @Test
    void aDimensionThatContradictsTheModelIsRefused() {
        var answer = caller.post(
                "/v1/collections", "{\"name\": \"x\", \"model\": \"bge-small-en-v1.5\", \"dimension\": 768}");

        assertThat(answer.problem()).isEqualTo("400 contradicting-dimension");
        assertThat(answer.pointers()).containsExactly("#/dimension");
        assertThat(answer.detail()).contains("768").contains("4");
    }

    @Test
    void aCrossEncoderIsNoModelOfACollection() {
        EMBEDDING.serve("judge", ModelKind.CROSS_ENCODER, ModelState.READY, null);

        var answer = caller.post("/v1/collections", "{\"name\": \"x\", \"model\": \"judge\"}");

        assertThat(answer.problem()).isEqualTo("400 no-embedding-model");
        assertThat(answer.errors())
                .containsExactly("#/model: names a cross-encoder, 'judge': it makes no vectors, but scores documents;"
                        + " take one of bge-small-en-v1.5");
    }

    @Test
    void aModelThatFailedIsRefusedWithTheReasonUntilItIsMended() {
        EMBEDDING.serve("late", ModelKind.EMBEDDING, ModelState.FAILED, "There is no model.onnx. Mend that.");

        var failed = caller.post("/v1/collections", "{\"name\": \"late\", \"model\": \"late\"}");
        EMBEDDING.serve("late", ModelKind.EMBEDDING, ModelState.READY, null);
        var mended = caller.post("/v1/collections", "{\"name\": \"late\", \"model\": \"late\"}");

        assertThat(failed.problem()).isEqualTo("503 model-unavailable");
        assertThat(failed.errors())
                .containsExactly("#/model: names a model that failed to load, 'late'; take one of bge-small-en-v1.5,"
                        + " or mend it: There is no model.onnx. Mend that.");
        assertThat(mended.status()).as(mended.body()).isEqualTo(201);
        assertThat(mended.json().path("dimension").asInt()).isEqualTo(2);
    }

    @Test
    void aModelIsRememberedOnceItWasSeenReady() {
        EMBEDDING.serve("own", ModelKind.EMBEDDING, ModelState.LOADING, null);
        var loading = caller.post("/v1/collections", "{\"name\": \"while-loading\", \"model\": \"own\"}");
        EMBEDDING.serve("own", ModelKind.EMBEDDING, ModelState.FAILED, "It is broken.");
        var failed = caller.post("/v1/collections", "{\"name\": \"after-failure\", \"model\": \"own\"}");
        EMBEDDING.serve("own", ModelKind.EMBEDDING, ModelState.READY, null);
        caller.post("/v1/collections", "{\"name\": \"once-ready\", \"model\": \"own\"}");
        EMBEDDING.stop();

        var away = caller.post("/v1/collections", "{\"name\": \"while-away\", \"model\": \"own\"}");

        assertThat(loading.status()).as(loading.body()).isEqualTo(201);
        assertThat(failed.problem()).isEqualTo("503 model-unavailable");
        assertThat(away.status()).as(away.body()).isEqualTo(201);
    }

    @Test
    void aNameThatIsTakenOrWrongIsRefused() {
        caller.post("/v1/collections", "{\"name\": \"taken\"}");

        var again = caller.post("/v1/collections", "{\"name\": \"taken\"}");

        assertThat(again.problem()).isEqualTo("409 collection-exists");
        assertThat(again.json().path("instance").asString()).isEqualTo("/v1/collections");
        for (String name : new String[] {"\"\"", "\"Upper\"", "\"a/b\"", "null"}) {
            var answer = caller.post("/v1/collections", "{\"name\": " + name + "}");
            assertThat(answer.problem()).as(name).isEqualTo("400 invalid-request");
            assertThat(answer.pointers()).as(name).containsExactly("#/name");
        }
    }

    @Test
    void oneThatWasMadeAnewWithoutAModelIsSearchedWithoutIt() {
        caller.post("/v1/collections", "{\"name\": \"anew\"}");
        search("anew", "{\"query\": \"a\"}");
        caller.delete("/v1/collections/anew");
        caller.post("/v1/collections", "{\"name\": \"anew\", \"dimension\": 2}");

        assertThat(search("anew", "{\"query\": \"a\"}").detail()).contains("no model");
    }

    @Test
    void embeddingsModelsAndEventsAreAnsweredByTheirServices() {
        var embedded = caller.post("/v1/embeddings", "{\"model\": \"bge-small-en-v1.5\", \"input\": \"a\"}");
        var refused = caller.post("/v1/embeddings", "{\"model\": \"word2vec\", \"input\": \"a\"}");
        var models = caller.get("/v1/models");
        var events = caller.post("/v1/events", "[{\"object_id\": \"a\"}]");
        var broken = caller.post("/v1/events", "[{\"broken\": 1}]");

        assertThat(embedded.json().path("data").path(0).path("object").asString())
                .isEqualTo("embedding");
        assertThat(embedded.contentType()).isEqualTo("application/json");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body())
                .as("byte for byte")
                .isEqualTo("{\"type\":\"urn:tamis:problem:unknown-model\",\"title\":\"unknown-model\",\"status\":404,"
                        + "\"detail\":\"no model is named 'word2vec'\",\"instance\":\"/internal\"}");
        assertThat(refused.problem()).isEqualTo("404 unknown-model");
        assertThat(models.json().path("data").path(0).path("id").asString()).isEqualTo("bge-small-en-v1.5");
        assertThat(events.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(broken.detail()).isEqualTo("#/0/object_id must not be blank");
        assertThat(caller.with("Content-Type", "text/plain")
                        .send("POST", "/v1/events", "x")
                        .problem())
                .isEqualTo("415 unsupported-media-type");
    }
}
