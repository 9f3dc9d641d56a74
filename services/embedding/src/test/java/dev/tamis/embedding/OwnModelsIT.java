package dev.tamis.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.embedding.EmbeddingModels;
import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.ModelState;
import dev.tamis.embedding.model.TinyModel;
import dev.tamis.testkit.Caller.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A service with a folder of models, of which the default is one, and some are broken.
class OwnModelsIT extends RunningService {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REMEDY = " Mend that, then start the embedding service again.";

    @TempDir
    private static Path folder;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) throws IOException {
        TinyModel.embedding(folder.resolve("broken")).file("model.onnx", "not a model");
        TinyModel.embedding(folder.resolve("empty")).yaml("");
        TinyModel.crossEncoder(folder.resolve("judge"));
        TinyModel.embedding(folder.resolve("layered"))
                .yaml(
                        "pooling: mean",
                        "dimensions: [2, 1]",
                        "max-tokens: 16",
                        "licence: CC0-1.0",
                        "layers: 2",
                        "sizes: [{name: small, layers: 1, output: early, dimensions: [2]}]");
        TinyModel.embedding(folder.resolve("tiny"));
        properties.add("tamis.embedding.models", folder::toString);
        properties.add("tamis.embedding.default-model", () -> "tiny");
    }

    @Test
    void allModelsAreListedTheBrokenOnesWithTheReason() {
        embed("tiny");
        embed("broken"); // waits for its loading
        JsonNode models = caller.get("/v1/models").json().get("data");

        assertThat(models.findValuesAsString("id"))
                .containsExactly(
                        "bge-small-en-v1.5",
                        "all-minilm-l6-v2-q",
                        "all-minilm-l6-v2",
                        "e5-small-v2-q",
                        "broken",
                        "empty",
                        "judge",
                        "layered",
                        "tiny");
        assertThat(models.get(0).get("state").asString()).isEqualTo("available");
        assertThat(models.get(4).get("state").asString()).isEqualTo("failed");
        assertThat(models.get(4).get("detail").asString())
                .isEqualTo("model.onnx (11 bytes) is no ONNX model: it has no field at byte 0, and begins with 'not a "
                        + "model'." + REMEDY);
        assertThat(models.get(5)).isEqualTo(JSON.readTree("""
                {"id": "empty", "object": "model", "kind": "embedding", "state": "failed", "dimension": 0,
                 "dimensions": [], "sizes": [], "max_tokens": 0, "licence": "unknown",
                 "detail": "tamis-model.yaml is empty, where lines as 'pooling: mean' belong.%s"}""".formatted(REMEDY)));
        assertThat(models.get(6).get("kind").asString()).isEqualTo("cross-encoder");
        assertThat(models.get(8)).isEqualTo(JSON.readTree("""
                {"id": "tiny", "object": "model", "kind": "embedding", "state": "ready", "dimension": 2,
                 "dimensions": [2, 1], "sizes": [{"name": "full", "dimensions": [2, 1]}], "pooling": "mean",
                 "max_tokens": 16, "licence": "CC0-1.0"}"""));
    }

    @Test
    void theListIsReadByItsContract() {
        embed("tiny");
        EmbeddingModels models = caller.get("/v1/models").as(EmbeddingModels.class);

        assertThat(models.data())
                .filteredOn(model -> model.state() == ModelState.FAILED || model.kind() == ModelKind.CROSS_ENCODER)
                .extracting(EmbeddingModels.Model::id)
                .contains("empty", "judge");
        assertThat(models.data().getLast().sizes())
                .containsExactly(new EmbeddingModels.Size("full", null, List.of(2, 1)));
    }

    @Test
    void ownModelsAreServedBesideBrokenOnes() {
        Answer answer = embed("tiny");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/data/0/embedding").size()).isEqualTo(2);
        assertThat(embed("broken").problem()).isEqualTo("503 model-unavailable");
    }

    @Test
    void aSmallerSizeIsAnsweredByItsLayer() {
        JsonNode full = embed("layered").json().at("/data/0/embedding");
        JsonNode small = embeddings("{\"model\": \"layered\", \"input\": \"tide\", \"size\": \"small\"}")
                .at("/data/0/embedding");
        Answer tooLong = caller.post(
                "/v1/embeddings",
                "{\"model\": \"layered\", \"input\": \"tide\", \"size\": \"small\", \"dimensions\": 1}");

        // The last layer of the tiny model changes the sign.
        assertThat(small.size()).isEqualTo(2);
        assertThat(small.get(0).floatValue()).isEqualTo(-full.get(0).floatValue());
        assertThat(small.get(1).floatValue()).isEqualTo(-full.get(1).floatValue());
        assertThat(tooLong.errors()).containsExactly("#/dimensions: is 1; model 'layered' takes one of [2]");
    }

    @Test
    void aCrossEncoderReranksAndMakesNoVectors() {
        JsonNode answer = caller.post("/v1/rerank", """
                {"model": "judge", "query": "tide", "documents": ["pool pool", "tide tide", {"text": "tide"}, "moss"]}""").json();

        assertThat(answer.get("model").asString()).isEqualTo("judge");
        assertThat(answer.get("results")
                        .valueStream()
                        .map(result -> result.get("index").asInt()))
                .containsExactly(1, 2, 3, 0);
        // The logistic function of 0.5 for each "tide" and -2 for each "pool" of the document.
        assertThat(answer.get("results")
                        .valueStream()
                        .map(result -> result.get("relevance_score").asDouble()))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b))
                .containsExactly(sigmoid(1), sigmoid(0.5), 0.5, sigmoid(-4));
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(6 + 6 + 5 + 5);
        assertThat(embed("judge").errors())
                .containsExactly(
                        "#/model: names 'judge', a cross-encoder: it makes no vectors, but scores documents at /v1/rerank");
    }

    @Test
    void ofLongDocumentsACrossEncoderReadsWhatTheRequestSays() {
        JsonNode answer = caller.post("/v1/rerank", """
                {"model": "judge", "query": "tide", "documents": ["tide pool pool"], "max_tokens_per_doc": 1}""").json();

        assertThat(answer.at("/results/0/relevance_score").asDouble()).isCloseTo(sigmoid(0.5), within(1e-6));
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void requestsForBrokenModelsAreToldTheReason() {
        Answer broken = caller.post("/v1/rerank", "{\"model\": \"broken\", \"query\": \"a\", \"documents\": [\"b\"]}");
        Answer empty = embed("empty");

        assertThat(broken.problem()).isEqualTo("503 model-unavailable");
        assertThat(broken.detail())
                .startsWith("model 'broken' cannot be used: model.onnx (11 bytes) is no ONNX model")
                .endsWith(REMEDY);
        assertThat(empty.detail())
                .isEqualTo("model 'empty' cannot be used: tamis-model.yaml is empty, where lines as 'pooling: mean'"
                        + " belong." + REMEDY);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void healthTellsOfEveryModelAndAsksOnlyForTheDefault() {
        embed("tiny");
        embed("broken");

        JsonNode embedding = caller.get("/actuator/health/readiness").json().at("/components/embedding");

        assertThat(embedding.get("status").asString()).isEqualTo("UP");
        assertThat(embedding.at("/details/default").asString()).isEqualTo("tiny");
        assertThat(embedding.at("/details/models/broken").asString()).startsWith("failed: model.onnx (11 bytes) is");
    }

    private Answer embed(String model) {
        return caller.post("/v1/embeddings", "{\"model\": \"%s\", \"input\": \"tide\"}".formatted(model));
    }
}
