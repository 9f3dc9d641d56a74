package dev.tamis.common.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationTest {

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void staysWithinTheStatedBound(Activation activation) {
        DoubleUnaryOperator exact = switch (activation) {
            case NONE -> x -> x;
            case RELU -> x -> Math.max(x, 0);
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case TANH -> Math::tanh;
            case GELU -> x -> x * normalProbability(x);
        };
        for (float x = -12; x <= 12; x += 0.0625f) {
            float[] values = {-7, x, -7};

            activation.apply(values, 1, 2);

            assertThat((double) values[1])
                    .as("at %f", x)
                    .isCloseTo(exact.applyAsDouble(x), within(0x1p-22 * Math.max(1, Math.abs(x))));
            assertThat(values[0]).isEqualTo(-7);
            assertThat(values[2]).isEqualTo(-7);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"SIGMOID", "TANH", "GELU"})
    void hugeInputsSaturate(Activation activation) {
        float[] values = {-1e30f, 1e30f};

        activation.apply(values, 0, 2);

        assertThat(values[0]).isEqualTo(activation == Activation.TANH ? -1 : 0);
        assertThat(values[1]).isEqualTo(activation == Activation.GELU ? 1e30f : 1);
    }

    /// The area under the normal density by Simpson's rule: far more exact than what is tested.
    private static double normalProbability(double x) {
        int steps = 2_000;
        double h = x / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            int weight = i == 0 || i == steps ? 1 : 2 + 2 * (i % 2);
            sum += weight * Math.exp(-(i * h) * (i * h) / 2);
        }
        return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
    }
}
