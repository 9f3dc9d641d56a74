package dev.tamis.training.fit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/// An array of weights.
final class Parameter {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Shape shape;
    private final float[] start;
    final boolean fixed;
    final float[] values;
    final float[] first;
    final float[] second;

    Parameter(boolean fixed, float[] start, long... shape) {
        this.fixed = fixed;
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
    void update(float[] gradient, int step, double rate, double pull) {
        double scale = rate * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step));
        double back = rate * pull;
        for (int i = 0; i < values.length; i++) {
            double g = gradient[i];
            double m = BETA1 * first[i] + (1 - BETA1) * g;
            double v = BETA2 * second[i] + (1 - BETA2) * g * g;
            first[i] = (float) m;
            second[i] = (float) v;
            values[i] -= (float) (scale * m / (Math.sqrt(v) + EPSILON) + back * (values[i] - start[i]));
        }
    }
}
