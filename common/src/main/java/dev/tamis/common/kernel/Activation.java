package dev.tamis.common.kernel;

/// What a layer does to each of its outputs.
public enum Activation {
    /// `x`
    NONE,
    /// `max(x, 0)`
    RELU,
    /// `1 / (1 + exp(-x))`
    SIGMOID,
    /// `tanh(x)`
    TANH,
    /// `x * P(X <= x)` for a standard normal `X`, the exact form with `erf`
    GELU;

    /// Applies itself in place to `values[from .. to)`.
    void apply(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = of(values[i]);
        }
    }

    private float of(float x) {
        return switch (this) {
            case NONE -> x;
            case RELU -> Math.max(x, 0);
            case SIGMOID -> (float) (1 / (1 + Math.exp(-x)));
            case TANH -> (float) Math.tanh(x);
            case GELU -> (float) (0.5 * x * (1 + Math.tanh(0.7978845608 * (x + 0.044715 * x * x * x))));
        };
    }
}
