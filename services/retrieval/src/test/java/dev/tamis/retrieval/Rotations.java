package dev.tamis.retrieval;

import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.ModelManifest;
import dev.tamis.common.model.Tensor;
import dev.tamis.testkit.Form;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Projections of two dimensions that rotate items by an angle, and queries too.
final class Rotations {

    private static final int SAMPLES = ModelArtifact.SAMPLES;

    private Rotations() {}

    static ModelArtifact by(double angle, String name, String collection) {
        return ModelArtifact.create(manifest(ArtifactKind.PROJECTION, name, collection), tensors(angle));
    }

    /// What registers a model.
    static Form form(ModelArtifact model) {
        return form(model.manifest(), model.weights());
    }

    static Form form(ModelManifest manifest, byte[] weights) {
        return new Form()
                .json("manifest", JsonMapper.shared().writeValueAsString(manifest))
                .bytes("weights", weights);
    }

    static ModelManifest manifest(ArtifactKind kind, String name, @Nullable String collection) {
        return manifest(kind, name, collection, List.of(1, 2));
    }

    static ModelManifest manifest(ArtifactKind kind, String name, @Nullable String collection, List<Integer> sizes) {
        return new ModelManifest(
                kind,
                name,
                0,
                collection,
                "bge",
                Map.of(),
                "",
                new ModelManifest.TrainingData("a circle", SAMPLES, 0, 0, ""),
                Map.of("sizes", sizes),
                1,
                Map.of("ndcg@10", 0.5),
                "1",
                Instant.EPOCH);
    }

    static Map<String, Tensor> tensors(double angle) {
        float[] input = new float[2 * SAMPLES];
        float[] output = new float[2 * SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            input[2 * i] = (float) Math.cos(i);
            input[2 * i + 1] = (float) Math.sin(i);
            output[2 * i] = (float) Math.cos(i + angle);
            output[2 * i + 1] = (float) Math.sin(i + angle);
        }
        float cos = (float) Math.cos(angle);
        float sin = (float) Math.sin(angle);
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("item.mean", Tensor.of(new float[2], 2));
        tensors.put("query.mean", Tensor.of(new float[2], 2));
        tensors.put("item.matrix", Tensor.of(new float[] {cos, -sin, sin, cos}, 2, 2));
        tensors.put("sample.input", Tensor.of(input, SAMPLES, 2));
        tensors.put("sample.output", Tensor.of(output, SAMPLES, 2));
        tensors.put("sample.query.output", Tensor.of(output, SAMPLES, 2));
        return tensors;
    }
}
