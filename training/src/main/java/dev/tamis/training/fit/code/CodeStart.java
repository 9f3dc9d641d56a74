package dev.tamis.training.fit.code;

import dev.tamis.common.kernel.Activation;
import dev.tamis.common.kernel.Matrices;
import dev.tamis.common.kernel.RandomRotation;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.Tensor;
import dev.tamis.training.fit.Parameters;
import dev.tamis.training.fit.PrincipalComponents;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Where the networks of recurrent codes begin.
///
/// @param d dimension of the vectors
/// @param dimension bits in a plane
/// @param hidden units of each network
record CodeStart(int d, int dimension, int hidden, long seed) {

    /// Signs of the randomly rotated principal components, and of what each plane leaves over in the same
    /// rotation.
    Parameters scalar(int levels, PrincipalComponents components, double whitening) {
        float[] axes = components.scaledAxes(whitening);
        float[] rotation = rotation(axes);
        float[] inverse = rotation(inverse(axes));
        var random = new SplittableRandom(seed);
        var parameters = new Parameters();
        new CodeNetwork("w0").add(parameters, d, hidden, dimension, scaled(rotation, Math.sqrt(d)), random);
        for (int t = 1; t <= levels; t++) {
            float[] onward = scaled(rotation, Math.sqrt(d) * Math.scalb(1.0, t));
            float[] back = scaled(transposed(inverse, dimension, d), 1 / Math.sqrt(dimension));
            new CodeNetwork("b" + t).add(parameters, dimension, hidden, d, back, random);
            new CodeNetwork("r" + t).add(parameters, d, hidden, dimension, onward, random);
        }
        return parameters;
    }

    /// The networks of an artifact for items, as they are, and beside them networks for queries of another space,
    /// which `rotation` takes to that of the items.
    ///
    /// @param rotation `[d, d]`, orthogonal
    /// @param prefix begins the names of the networks for queries
    static Parameters turned(ModelArtifact frozen, float[] rotation, String prefix) {
        var parameters = new Parameters();
        frozen.tensors().forEach((name, tensor) -> {
            if (name.matches("[wrb]\\d\\..*")) {
                parameters.addFixed(name, tensor.values(), shape(tensor));
                parameters.add(prefix + name, turned(name, tensor, rotation), shape(tensor));
            }
        });
        return parameters;
    }

    /// Orthogonal rows whose products with those given are 1.
    private float[] inverse(float[] axes) {
        float[] inverse = new float[axes.length];
        for (int from = 0; from < axes.length; from += d) {
            double squares = 0;
            for (int i = from; i < from + d; i++) {
                squares += axes[i] * axes[i];
            }
            for (int i = from; i < from + d; i++) {
                inverse[i] = (float) (axes[i] / squares);
            }
        }
        return inverse;
    }

    /// The first principal components, as many as there are bits, randomly rotated: `[dimension, d]`.
    private float[] rotation(float[] axes) {
        var random = new RandomRotation(dimension, seed);
        float[] rows = new float[dimension * d];
        float[] axis = new float[dimension];
        float[] rotated = new float[dimension];
        float[] spread = new float[dimension * dimension];
        for (int j = 0; j < dimension; j++) {
            axis[j] = 1;
            random.rotate(axis, 0, rotated);
            axis[j] = 0;
            for (int i = 0; i < dimension; i++) {
                spread[i * dimension + j] = rotated[i];
            }
        }
        float[] columns = transposed(axes, d, d);
        float[] first = new float[d * dimension];
        for (int j = 0; j < d; j++) {
            System.arraycopy(columns, j * d, first, j * dimension, dimension);
        }
        Matrices.multiply(spread, dimension, first, d, dimension, null, Activation.NONE, rows);
        return rows;
    }

    /// A tensor of a network for old vectors as one for new vectors, which `rotation` takes to the old.
    private static float[] turned(String name, Tensor tensor, float[] rotation) {
        int d = (int) Math.round(Math.sqrt(rotation.length));
        boolean back = name.startsWith("b");
        boolean reads = name.endsWith("hidden.weight") || name.endsWith("shortcut.weight");
        boolean writes =
                name.endsWith("output.weight") || name.endsWith("output.bias") || name.endsWith("shortcut.weight");
        float[] values = tensor.values().clone();
        if (!back && reads) { // W M
            int rows = values.length / d;
            Matrices.multiply(tensor.values(), rows, transposed(rotation, d, d), d, d, null, Activation.NONE, values);
        } else if (back && writes) { // M^T W
            int columns = values.length / d;
            float[] turned = transposed(rotation, d, d);
            float[] across = transposed(tensor.values(), d, columns);
            Matrices.multiply(turned, d, across, columns, d, null, Activation.NONE, values);
        }
        return values;
    }

    private static long[] shape(Tensor tensor) {
        return Arrays.stream(tensor.shape()).asLongStream().toArray();
    }

    private static float[] scaled(float[] values, double factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (values[i] * factor);
        }
        return scaled;
    }

    private static float[] transposed(float[] matrix, int rows, int columns) {
        float[] transposed = new float[matrix.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                transposed[c * rows + r] = matrix[r * columns + c];
            }
        }
        return transposed;
    }
}
