package dev.tamis.common.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A manifest and the weights that it describes, found to belong together: the hash, the names and shapes of the
/// tensors, finite values, and a sample of 32 inputs with their outputs.
///
/// | tensor          | shape      | meaning                                              |
/// |-----------------|------------|------------------------------------------------------|
/// | `sample.input`  | `[32, d0]` | inputs                                               |
/// | `sample.output` | `[32, d]`  | what the model made of them where it was fitted      |
///
/// Whether the sample is reproduced here is checked by the kind: [Projection#of], [RecurrentCodes#of].
public final class ModelArtifact {

    /// Rows of the sample.
    public static final int SAMPLES = 32;

    private final ModelManifest manifest;
    private final byte[] weights;
    private final SequencedMap<String, Tensor> tensors;

    private ModelArtifact(ModelManifest manifest, byte[] weights, SequencedMap<String, Tensor> tensors) {
        this.manifest = manifest;
        this.weights = weights;
        this.tensors = tensors;
    }

    /// Opens weights that were stored or sent with their manifest; the array is shared and not copied.
    ///
    /// @throws ArtifactRefusedException if they do not belong together, or are not fit to serve
    public static ModelArtifact open(ModelManifest manifest, byte[] weights) {
        String hash = sha256(weights);
        if (!hash.equals(manifest.weightsSha256())) {
            throw new ArtifactRefusedException("the weights have the SHA-256 %s, the manifest says '%s'"
                    .formatted(hash, manifest.weightsSha256()));
        }
        var artifact = new ModelArtifact(manifest, weights, Safetensors.read(weights));
        artifact.check();
        return artifact;
    }

    /// Makes an artifact of freshly fitted tensors; the shapes and the hash of the draft are filled in.
    ///
    /// @throws ArtifactRefusedException if the tensors are not fit to serve
    public static ModelArtifact create(ModelManifest draft, Map<String, Tensor> tensors) {
        byte[] weights = Safetensors.write(tensors);
        var manifest = draft.withWeights(shapes(tensors), sha256(weights));
        var artifact = new ModelArtifact(manifest, weights, new LinkedHashMap<>(tensors));
        artifact.check();
        return artifact;
    }

    public ModelManifest manifest() {
        return manifest;
    }

    /// The weights as a safetensors file: not a copy, to be read only.
    public byte[] weights() {
        return weights;
    }

    public SequencedMap<String, Tensor> tensors() {
        return Collections.unmodifiableSequencedMap(tensors);
    }

    /// Whether the weights have a tensor of that name.
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /// One tensor, of these sizes; -1 stands for any size of at least 1.
    ///
    /// @throws ArtifactRefusedException if it is missing or of another shape
    public Tensor tensor(String name, int... sizes) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new ArtifactRefusedException("tensor '%s' is missing".formatted(name));
        }
        boolean fits = tensor.rank() == sizes.length;
        for (int axis = 0; fits && axis < sizes.length; axis++) {
            int size = tensor.size(axis);
            fits = sizes[axis] == -1 ? size > 0 : size == sizes[axis];
        }
        if (!fits) {
            throw new ArtifactRefusedException("tensor '%s' has the shape %s, expected %s"
                    .formatted(name, tensor.sizes(), Arrays.toString(sizes).replace("-1", "any")));
        }
        return tensor;
    }

    private void check() {
        Map<String, List<Integer>> shapes = shapes(tensors);
        for (var stated : manifest.tensors().entrySet()) {
            List<Integer> found = shapes.get(stated.getKey());
            if (found == null || !found.equals(stated.getValue())) {
                throw new ArtifactRefusedException("the manifest lists tensor '%s' with shape %s, the weights have %s"
                        .formatted(stated.getKey(), stated.getValue(), found == null ? "none of that name" : found));
            }
        }
        for (var tensor : tensors.entrySet()) {
            if (!manifest.tensors().containsKey(tensor.getKey())) {
                throw new ArtifactRefusedException(
                        "the weights have a tensor '%s' that the manifest does not list".formatted(tensor.getKey()));
            }
            checkFinite(tensor.getKey(), tensor.getValue().values());
        }
        tensor(Samples.INPUT, SAMPLES, -1);
        tensor(Samples.OUTPUT, SAMPLES, -1);
    }

    private static void checkFinite(String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new ArtifactRefusedException(
                        "tensor '%s' has the value %s at index %d; all must be finite".formatted(name, values[i], i));
            }
        }
    }

    private static Map<String, List<Integer>> shapes(Map<String, Tensor> tensors) {
        var shapes = new LinkedHashMap<String, List<Integer>>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.sizes()));
        return shapes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
