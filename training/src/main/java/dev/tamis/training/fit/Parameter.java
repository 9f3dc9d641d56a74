package dev.tamis.training.fit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/// An array of weights.
final class Parameter {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final Shape shape;
    private final float[] start;
    private final double scale;
    final boolean fixed;
    final float[] values;
    final float[] first;
    final float[] second;

    /// @param scale size of the values, which updates are relative to
    Parameter(boolean fixed, double scale, float[] start, long... shape) {
        this.fixed = fixed;
        this.scale = scale;
        this.shape = new Shape(shape);
        this.start = start;
        this.values = start.clone();
        this.first = new float[start.length];
        this.second = new float[start.length];
        if (this.shape.size() != start.length) {
            throw new IllegalArgumentException("%d values for shape %s".formatted(start.length, this.shape));
        }
    }

    int[] shape() {
        return Arrays.stream(shape.getShape()).mapToInt(Math::toIntExact).toArray();
    }

    NDArray array(NDManager manager, float[] some) {
        return manager.create(some, shape);
    }

    /// One update by Adam (arXiv 1412.6980) with decay apart from the gradient (arXiv 1711.05101), not towards
    /// zero but towards the start.
    ///
    /// @param step from 1 on
    /// @param rate relative to the scale
    void update(float[] gradient, int step, double rate, double pull) {
        float size = (float) (rate * scale * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step)));
        float back = (float) (rate * pull);
        // In single precision, which the JIT compiler turns into vectors: there are millions of values a step.
        for (int i = 0; i < values.length; i++) {
            float g = gradient[i];
            float m = BETA1 * first[i] + (1 - BETA1) * g;
            float v = BETA2 * second[i] + (1 - BETA2) * g * g;
            first[i] = m;
            second[i] = v;
            values[i] -= size * m / ((float) Math.sqrt(v) + EPSILON) + back * (values[i] - start[i]);
        }
    }
}
