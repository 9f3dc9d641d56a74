package dev.tamis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.model.ActivateModel;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.contract.model.ModelRolledBack;
import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ArtifactRefusedException;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.ModelManifest;
import dev.tamis.common.model.Tensor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FittedModelsTest {

    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";
    private static final String MODEL = """
            {"id": "shop@2", "object": "model", "kind": "projection", "state": "active", "collection": "books",
             "base_model": "bge-small-en-v1.5", "version": 2, "served": false, "metrics": {"ndcg@10": 0.5},
             "created": 1767225600, "somethingNew": 1}""";

    private final StubGateway gateway = new StubGateway();
    private final TamisClient tamis = TamisClient.builder(gateway.url()).build();
    private final ModelArtifact artifact = ModelArtifact.create(
            new ModelManifest(
                    ArtifactKind.PROJECTION,
                    "shop",
                    0,
                    "books",
                    null,
                    Map.of(),
                    "",
                    new ModelManifest.TrainingData("", 0, 0, 0, ""),
                    Map.of(),
                    1,
                    Map.of(),
                    "",
                    Instant.EPOCH),
            Map.of(
                    "sample.input", Tensor.of(new float[32], 32, 1),
                    "sample.output", Tensor.of(new float[32], 32, 1)));

    @AfterEach
    void stop() {
        tamis.close();
        gateway.close();
    }

    @Test
    void modelsThatEmbedAndModelsThatWereFittedAreAskedForApart() {
        gateway.answers(200, JSON, "{\"object\": \"list\", \"data\": []}");
        gateway.answers(200, JSON, "{\"object\": \"list\", \"data\": [" + MODEL + "]}");

        assertThat(tamis.models().data()).isEmpty();
        assertThat(tamis.fittedModels()).singleElement().satisfies(model -> {
            assertThat(model.id()).isEqualTo("shop@2");
            assertThat(model.state()).isEqualTo(FittedState.ACTIVE);
            assertThat(model.baseModel()).isEqualTo("bge-small-en-v1.5");
        });

        assertThat(gateway.asked)
                .extracting(StubGateway.Asked::line)
                .containsExactly(
                        "GET /v1/models?kind=embedding,cross-encoder",
                        "GET /v1/models?kind=projection,codes,relevance,ranking");
    }

    @Test
    void aModelIsPushedAsAFormOfManifestAndWeights() {
        gateway.answers(201, JSON, MODEL);

        FittedModel pushed = tamis.pushModel(artifact.manifest(), "the weights".getBytes(StandardCharsets.UTF_8));

        assertThat(pushed.version()).isEqualTo(2);
        var asked = gateway.asked.getFirst();
        assertThat(asked.line()).isEqualTo("POST /v1/models");
        String boundary = asked.contentType().replace("multipart/form-data; boundary=", "--");
        assertThat(asked.body())
                .startsWith(boundary
                        + "\r\nContent-Disposition: form-data; name=\"manifest\"; filename=\"manifest.json\"\r\n"
                        + "Content-Type: application/json\r\n\r\n{")
                .contains("\"kind\":\"projection\"")
                .contains("name=\"weights\"; filename=\"model.safetensors\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\nthe weights\r\n" + boundary + "--\r\n");
    }

    @Test
    void aModelIsPulledWholeOrRefused() {
        String manifest = new JsonMapper().writeValueAsString(artifact.manifest());
        gateway.answers(200, JSON, manifest).answers(200, BYTES, artifact.weights());
        gateway.answers(200, JSON, manifest).answers(200, BYTES, "damaged");

        assertThat(tamis.pullModel("shop@2").manifest()).isEqualTo(artifact.manifest());
        assertThatThrownBy(() -> tamis.pullModel("shop@2"))
                .isInstanceOf(ArtifactRefusedException.class)
                .hasMessageContaining("SHA-256");
        assertThat(gateway.asked)
                .extracting(StubGateway.Asked::line)
                .startsWith("GET /v1/models/shop%402/manifest", "GET /v1/models/shop%402/weights");
    }

    @Test
    void modelsAreActivatedRolledBackLookedUpAndDeleted() {
        gateway.answers(200, JSON, MODEL);
        gateway.answers(200, JSON, MODEL);
        gateway.answers(200, JSON, "{\"retired\": " + MODEL + "}");
        gateway.answers(404, "application/problem+json", """
                {"type": "urn:tamis:problem:unknown-model", "title": "Unknown model", "status": 404}""");
        gateway.answers(204, JSON, "");

        assertThat(tamis.activateModel("shop@2").kind()).isEqualTo(ArtifactKind.PROJECTION);
        tamis.activateModel("shop@2", new ActivateModel(64));
        ModelRolledBack back = tamis.rollBackModel("shop@2");
        assertThat(back.retired().id()).isEqualTo("shop@2");
        assertThat(back.active()).isNull();
        assertThat(tamis.fittedModel("shop@3")).isEmpty();
        tamis.deleteModel("shop@1");

        assertThat(gateway.asked)
                .extracting(StubGateway.Asked::line)
                .containsExactly(
                        "POST /v1/models/shop%402/activate",
                        "POST /v1/models/shop%402/activate",
                        "POST /v1/models/shop%402/rollback",
                        "GET /v1/models/shop%403",
                        "DELETE /v1/models/shop%401");
        assertThat(gateway.asked).extracting(StubGateway.Asked::body).startsWith("{}", "{\"dimensions\":64}");
    }
}
