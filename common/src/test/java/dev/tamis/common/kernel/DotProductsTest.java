package dev.tamis.common.kernel;

import static dev.tamis.common.kernel.ExactSum.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotProductsTest {

    private final long seed = Long.getLong("test.seed", System.nanoTime());

    @ParameterizedTest(name = "d = {0}")
    @ValueSource(ints = {1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 384, 1_000, 4_096, 4_097, 9_000})
    void staysWithinTheRoundingBoundOfTheExactSum(int d) {
        var random = new SplittableRandom(seed);
        float[] query = gaussian(random, d);
        float[] rows = gaussian(random, 5 * d);
        float[] scores = new float[5];

        DotProducts.score(query, rows, scores);

        for (int row = 0; row < scores.length; row++) {
            var exact = ExactSum.of(query, 0, rows, row * d, d);
            assertThat((double) scores[row])
                    .as("row %d, rerun with -Dtest.seed=%d", row, seed)
                    .isCloseTo(exact.value(), within(exact.roundingBound()));
        }
    }

    @Test
    void aChosenRowScoresAsItDoesAmongAllRows() {
        var random = new SplittableRandom(seed);
        float[] query = gaussian(random, 37);
        float[] rows = gaussian(random, 6 * 37);
        float[] scores = new float[6];
        float[] chosen = {0, 0, 0, -1};

        DotProducts.score(query, rows, scores);
        DotProducts.gather(query, rows, new int[] {5, 0, 5, 99}, 3, chosen);

        assertThat(chosen).containsExactly(scores[5], scores[0], scores[5], -1);
        assertThat(DotProducts.dot(query, 0, rows, 2 * 37, 37)).isEqualTo(scores[2]);
    }

    @Test
    void emptyVectorsHaveTheProductZero() {
        assertThat(DotProducts.dot(new float[0], 0, new float[3], 3, 0)).isZero();
    }

    @Test
    void shapesThatDoNotMatchAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DotProducts.score(new float[3], new float[10], new float[3]))
                .withMessage("rows: expected 3 x 3 floats, got 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DotProducts.gather(new float[3], new float[9], new int[2], 3, new float[3]))
                .withMessage("ordinals: expected at least 3, got 2");
        assertThatThrownBy(() -> DotProducts.gather(new float[3], new float[9], new int[] {3}, 1, new float[1]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> DotProducts.dot(new float[3], 1, new float[3], 0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
