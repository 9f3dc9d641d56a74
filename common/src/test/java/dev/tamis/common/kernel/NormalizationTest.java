package dev.tamis.common.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationTest {

    private final long seed = Long.getLong("test.seed", System.nanoTime());

    @ParameterizedTest(name = "d = {0}")
    @ValueSource(ints = {1, 2, 3, 15, 16, 17, 384, 1_000})
    void theNormIsOneWithinTheStatedBound(int d) {
        var random = new SplittableRandom(seed);
        float[] vector = new float[d];
        for (int j = 0; j < d; j++) {
            vector[j] = (float) random.nextGaussian(0, 1e10);
        }

        Normalization.normalize(vector);

        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        assertThat(Math.sqrt(squares)).as("rerun with -Dtest.seed=%d", seed).isCloseTo(1, within(0x1p-23));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(floats = {1e-38f, 1e38f})
    void neitherTinyNorHugeValuesOverflow(float value) {
        float[] vector = {value, -value};

        Normalization.normalize(vector);

        assertThat(vector[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    }

    @Test
    void theNormIsTheSquareRootOfTheSumOfSquares() {
        assertThat(Normalization.norm(new float[] {3, 0, -4})).isEqualTo(5);
        assertThat(Normalization.norm(new float[0])).isZero();
    }

    @Test
    void aZeroVectorStaysZero() {
        float[] vector = {0, 0};

        Normalization.normalize(vector);

        assertThat(vector).containsExactly(0, 0);
    }
}
