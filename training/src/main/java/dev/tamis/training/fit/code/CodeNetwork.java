package dev.tamis.training.fit.code;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.tamis.training.fit.Parameters;
import dev.tamis.training.fit.Weights;
import java.util.SplittableRandom;

/// A network of one hidden layer beside a shortcut, `y = O relu(H x + g) + o + S x`. It begins as the shortcut
/// alone: what the hidden layer adds is 0 at first.
///
/// @param name begins the names of its tensors, as `query.r1`
record CodeNetwork(String name) {

    /// @param shortcut where the shortcut begins, `[outputs, inputs]`
    void add(Parameters parameters, int inputs, int hidden, int outputs, float[] shortcut, SplittableRandom random) {
        float[] first = new float[hidden * inputs];
        double scale = 1 / Math.sqrt(inputs);
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) (random.nextGaussian() * scale);
        }
        parameters.add(name + ".hidden.weight", first, hidden, inputs);
        parameters.addScaled(name + ".hidden.bias", scale, new float[hidden], hidden);
        double size = Parameters.size(shortcut);
        parameters.addScaled(name + ".output.weight", size, new float[outputs * hidden], outputs, hidden);
        parameters.addScaled(name + ".output.bias", size, new float[outputs], outputs);
        parameters.add(name + ".shortcut.weight", shortcut, outputs, inputs);
    }

    NDArray apply(Weights weights, NDArray rows) {
        NDArray hidden = Activation.relu(
                rows.matMul(weights.get(name + ".hidden.weight").transpose()).add(weights.get(name + ".hidden.bias")));
        return hidden.matMul(weights.get(name + ".output.weight").transpose())
                .add(weights.get(name + ".output.bias"))
                .add(rows.matMul(weights.get(name + ".shortcut.weight").transpose()));
    }
}
