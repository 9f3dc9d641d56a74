package dev.tamis.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ModelArtifactTest {

    private final ModelArtifact artifact = Artifacts.projection(6, 4, 1);

    @Test
    void manifestAndWeightsComeBackThroughTheirFiles() {
        var json = new JsonMapper();

        String file = json.writeValueAsString(artifact.manifest());
        ModelArtifact opened = ModelArtifact.open(json.readValue(file, ModelManifest.class), artifact.weights());

        assertThat(opened.manifest()).isEqualTo(artifact.manifest());
        assertThat(opened.tensors().keySet()).isEqualTo(artifact.tensors().keySet());
        assertThat(file)
                .contains("\"kind\":\"projection\"", "\"item.matrix\":[4,6]", "\"createdAt\":\"2026-01-02T03:04:05Z\"");
    }

    @Test
    void aManifestThatSaysLittleIsReadNonetheless() {
        ModelManifest manifest = new JsonMapper()
                .readValue(
                        "{\"kind\": \"codes\", \"name\": \"short\", \"version\": 0, \"seed\": 1}", ModelManifest.class);

        assertThat(manifest.tensors()).isEmpty();
        assertThat(manifest.data().description()).isEmpty();
        assertThat(manifest.withVersion(3).version()).isEqualTo(3);
    }

    @Test
    void weightsWithAnotherHashAreRefused() {
        byte[] damaged = artifact.weights().clone();
        damaged[damaged.length - 1] ^= 1;

        assertRefused(() -> ModelArtifact.open(artifact.manifest(), damaged))
                .hasMessageStartingWith("the weights have the SHA-256 ")
                .hasMessageEndingWith(
                        ", the manifest says '%s'".formatted(artifact.manifest().weightsSha256()));
    }

    @Test
    void tensorsThatTheManifestDoesNotDescribeAreRefusedByName() {
        Map<String, List<Integer>> shapes =
                new LinkedHashMap<>(artifact.manifest().tensors());
        shapes.put("item.matrix", List.of(6, 4));
        assertRefused(() -> openWith(shapes))
                .hasMessage("the manifest lists tensor 'item.matrix' with shape [6, 4], the weights have [4, 6]");

        shapes.remove("item.matrix");
        assertRefused(() -> openWith(shapes))
                .hasMessage("the weights have a tensor 'item.matrix' that the manifest does not list");

        shapes.put("item.matrix", List.of(4, 6));
        shapes.put("extra", List.of(1));
        assertRefused(() -> openWith(shapes))
                .hasMessage("the manifest lists tensor 'extra' with shape [1], the weights have none of that name");
    }

    @Test
    void valuesThatAreNotFiniteAreRefusedByTensorAndPlace() {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Map<String, Tensor> tensors = new LinkedHashMap<>(artifact.tensors());
            tensors.put("query.mean", Tensor.of(new float[] {0, 0, value, 0, 0, 0}, 6));

            assertRefused(() -> ModelArtifact.create(artifact.manifest(), tensors))
                    .hasMessage("tensor 'query.mean' has the value %s at index 2; all must be finite".formatted(value));
        }
    }

    @Test
    void anArtifactNeedsASampleOf32() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(artifact.tensors());
        tensors.put("sample.input", Tensor.of(new float[31 * 6], 31, 6));
        assertRefused(() -> ModelArtifact.create(artifact.manifest(), tensors))
                .hasMessage("tensor 'sample.input' has the shape [31, 6], expected [32, any]");

        tensors.remove("sample.input");
        assertRefused(() -> ModelArtifact.create(artifact.manifest(), tensors))
                .hasMessage("tensor 'sample.input' is missing");
    }

    private ModelArtifact openWith(Map<String, List<Integer>> shapes) {
        ModelManifest manifest = artifact.manifest();
        return ModelArtifact.open(manifest.withWeights(shapes, manifest.weightsSha256()), artifact.weights());
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(Runnable open) {
        return assertThatThrownBy(open::run).isInstanceOf(ArtifactRefusedException.class);
    }
}
