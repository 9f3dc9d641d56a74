package dev.tamis.common.model;

import dev.tamis.common.kernel.Activation;
import dev.tamis.common.kernel.Matrices;
import org.jspecify.annotations.Nullable;

/// A network of one hidden layer, `y = O relu(H x + g) + o`, plus `S x` where it has a shortcut.
///
/// | tensor            | shape        |            |
/// |-------------------|--------------|------------|
/// | `hidden.weight`   | `[h, in]`    | `H`        |
/// | `hidden.bias`     | `[h]`        | `g`        |
/// | `output.weight`   | `[out, h]`   | `O`        |
/// | `output.bias`     | `[out]`      | `o`        |
/// | `shortcut.weight` | `[out, in]`  | `S`, may be left out |
final class Network {

    private final int inputs;
    private final int hidden;
    private final int outputs;
    private final float[] hiddenWeight;
    private final float[] hiddenBias;
    private final float[] outputWeight;
    private final float[] outputBias;
    private final float @Nullable [] shortcut;

    /// Takes the tensors whose names begin with `name` and a dot; `outputs` may be -1 for any.
    ///
    /// @throws ArtifactRefusedException if one is missing or of another shape
    Network(ModelArtifact artifact, String name, int inputs, int outputs) {
        Tensor first = artifact.tensor(name + ".hidden.weight", -1, inputs);
        this.inputs = inputs;
        hidden = first.size(0);
        hiddenWeight = first.values();
        hiddenBias = artifact.tensor(name + ".hidden.bias", hidden).values();
        Tensor second = artifact.tensor(name + ".output.weight", outputs, hidden);
        this.outputs = second.size(0);
        outputWeight = second.values();
        outputBias = artifact.tensor(name + ".output.bias", this.outputs).values();
        shortcut = artifact.has(name + ".shortcut.weight")
                ? artifact.tensor(name + ".shortcut.weight", this.outputs, inputs)
                        .values()
                : null;
    }

    int outputs() {
        return outputs;
    }

    /// The outputs for `n` rows, `[n][out]`.
    float[] apply(float[] rows, int n) {
        float[] between = new float[n * hidden];
        Matrices.multiply(rows, n, hiddenWeight, hidden, inputs, hiddenBias, Activation.RELU, between);
        float[] out = new float[n * outputs];
        Matrices.multiply(between, n, outputWeight, outputs, hidden, outputBias, Activation.NONE, out);
        if (shortcut != null) {
            float[] added = new float[n * outputs];
            Matrices.multiply(rows, n, shortcut, outputs, inputs, null, Activation.NONE, added);
            for (int i = 0; i < out.length; i++) {
                out[i] += added[i];
            }
        }
        return out;
    }
}
