package dev.tamis.common.kernel;

/// What a layer does to each of its outputs. Within `2^-22` of the exact value (times `max(1, |x|)` for
/// `GELU`).
public enum Activation {
    /// `x`
    NONE,
    /// `max(x, 0)`
    RELU,
    /// `1 / (1 + exp(-x))`
    SIGMOID,
    /// `tanh(x)`
    TANH,
    /// `x * P(X <= x)` for a standard normal `X`: the form with `erf`, not the approximation with `tanh`
    GELU;

    /// Applies itself in place to `values[from .. to)`.
    void apply(float[] values, int from, int to) {
        switch (this) {
            case NONE -> {}
            case RELU -> {
                for (int i = from; i < to; i++) {
                    values[i] = Math.max(values[i], 0);
                }
            }
            case SIGMOID -> {
                for (int i = from; i < to; i++) {
                    values[i] = (float) (1 / (1 + Math.exp(-values[i])));
                }
            }
            case TANH -> {
                for (int i = from; i < to; i++) {
                    values[i] = (float) Math.tanh(values[i]);
                }
            }
            case GELU -> {
                for (int i = from; i < to; i++) {
                    values[i] = (float) gelu(values[i]);
                }
            }
        }
    }

    /// By the rational approximation 7.1.26 of `erf`, within `1.5e-7` (Abramowitz and Stegun, *Handbook of
    /// Mathematical Functions*, 1964), written so that nothing cancels for `x < 0`.
    private static double gelu(double x) {
        double z = Math.abs(x) * Math.sqrt(0.5);
        double t = 1 / (1 + 0.3275911 * z);
        double polynomial =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return Math.max(x, 0) - 0.5 * Math.abs(x) * polynomial * Math.exp(-z * z);
    }
}
