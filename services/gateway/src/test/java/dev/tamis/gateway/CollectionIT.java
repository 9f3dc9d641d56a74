package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CollectionIT extends GatewayHarness {

    @Test
    void aNameIsEnough() {
        var created = call("/v1/collections").post("{\"name\": \"fresh\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/v1/collections/fresh");
        assertThat(created.json().path("model").asString()).isEqualTo("bge-small-en-v1.5");
        assertThat(created.json().path("dimension").asInt()).isEqualTo(4);
        assertThat(call("/v1/collections").get().body()).contains("\"fresh\"");
        assertThat(call("/v1/collections/fresh").get().json().path("name").asString())
                .isEqualTo("fresh");
        assertThat(call("/v1/collections/fresh").delete().status()).isEqualTo(204);
        assertThat(call("/v1/collections/fresh").get().problem()).isEqualTo("unknown-collection");
        assertThat(call("/v1/collections/fresh").delete().problem()).isEqualTo("unknown-collection");
    }

    @Test
    void itsIndexesAreLookedInto() {
        call("/v1/collections").post("{\"name\": \"diagnosed\"}");

        var found = call("/v1/collections/diagnosed/diagnostics").get().json();

        assertThat(found.path("indexState").asString()).isEqualTo("memory");
        assertThat(found.path("memory").path("lists").asInt()).isEqualTo(4);
        assertThat(found.path("recall").path("search").asDouble()).isEqualTo(0.98);
        assertThat(found.has("geometry")).isFalse();
        assertThat(call("/v1/collections/nowhere/diagnostics").get().problem()).isEqualTo("unknown-collection");
    }

    @Test
    void aDimensionAloneMakesACollectionWithoutModel() {
        var created = call("/v1/collections").post("{\"name\": \"own\", \"dimension\": 7}");

        assertThat(created.json().has("model")).isFalse();
        assertThat(created.json().path("dimension").asInt()).isEqualTo(7);
    }

    @Test
    void anUnknownModelIsRefusedWithTheModelsThereAre() {
        var answer = call("/v1/collections").post("{\"name\": \"x\", \"model\": \"word2vec\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("unknown-model");
        assertThat(answer.pointer()).isEqualTo("#/model");
        assertThat(answer.detail()).contains("'word2vec'").contains("bge-small-en-v1.5");
    }

    @Test
    void aDimensionThatContradictsTheModelIsRefused() {
        var answer =
                call("/v1/collections").post("{\"name\": \"x\", \"model\": \"bge-small-en-v1.5\", \"dimension\": 768}");

        assertThat(answer.problem()).isEqualTo("contradicting-dimension");
        assertThat(answer.pointer()).isEqualTo("#/dimension");
        assertThat(answer.detail()).contains("768").contains("4");
    }

    @Test
    void aNameThatIsTakenOrWrongIsRefused() {
        call("/v1/collections").post("{\"name\": \"taken\"}");

        var again = call("/v1/collections").post("{\"name\": \"taken\"}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("collection-exists");
        assertThat(again.json().path("instance").asString()).isEqualTo("/v1/collections");
        for (String name : new String[] {"\"\"", "\"Upper\"", "\"a/b\"", "null"}) {
            var answer = call("/v1/collections").post("{\"name\": " + name + "}");
            assertThat(answer.problem()).as(name).isEqualTo("invalid-request");
            assertThat(answer.pointer()).as(name).isEqualTo("#/name");
        }
    }

    @Test
    void oneThatWasMadeAnewWithoutAModelIsSearchedWithoutIt() {
        call("/v1/collections").post("{\"name\": \"anew\"}");
        search("anew", "{\"query\": \"a\"}");
        call("/v1/collections/anew").delete();
        call("/v1/collections").post("{\"name\": \"anew\", \"dimension\": 2}");

        assertThat(search("anew", "{\"query\": \"a\"}").detail()).contains("no model");
    }

    @Test
    void embeddingsModelsAndEventsAreAnsweredByTheirServices() {
        var embedded = call("/v1/embeddings").post("{\"model\": \"bge-small-en-v1.5\", \"input\": \"a\"}");
        var refused = call("/v1/embeddings").post("{\"model\": \"word2vec\", \"input\": \"a\"}");
        var models = call("/v1/models").get();
        var events = call("/v1/events").post("[{\"object_id\": \"a\"}]");
        var broken = call("/v1/events").post("[{\"broken\": 1}]");

        assertThat(embedded.json().path("data").path(0).path("object").asString())
                .isEqualTo("embedding");
        assertThat(embedded.contentType()).isEqualTo("application/json");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body())
                .as("byte for byte")
                .isEqualTo("{\"type\":\"urn:tamis:problem:unknown-model\",\"title\":\"unknown-model\",\"status\":404,"
                        + "\"detail\":\"no model is named 'word2vec'\",\"instance\":\"/internal\"}");
        assertThat(refused.problem()).isEqualTo("unknown-model");
        assertThat(models.json().path("data").path(0).path("id").asString()).isEqualTo("bge-small-en-v1.5");
        assertThat(events.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(broken.detail()).isEqualTo("#/0/object_id must not be blank");
        assertThat(call("/v1/events")
                        .header("Content-Type", "text/plain")
                        .send("POST", "x")
                        .problem())
                .isEqualTo("unsupported-media-type");
    }
}
