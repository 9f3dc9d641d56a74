package dev.tamis.common.kernel;

import static dev.tamis.common.kernel.ExactSum.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalfDotProductsTest {

    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest(name = "d = {0}")
    @ValueSource(ints = {1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 65, 384, 1_000, 4_096, 4_099})
    void staysWithinTheRoundingBoundOfTheExactSum(int d) {
        float[] query = gaussian(random, d);
        float[] rounded = gaussian(random, 5 * d);
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Float.float16ToFloat(Float.floatToFloat16(rounded[i]));
        }
        float[] scores = new float[5];

        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rows = arena.allocate(2L * rounded.length);
            Quantization.halves(rounded, rows, 0);
            HalfDotProducts.score(query, rows, 0, 5, scores);
        }

        for (int row = 0; row < scores.length; row++) {
            var exact = ExactSum.of(query, 0, rounded, row * d, d);
            assertThat((double) scores[row])
                    .as("row %d, rerun with -Dtest.seed=%d", row, seed)
                    .isCloseTo(exact.value(), within(exact.roundingBound()));
        }
    }

    @Test
    void everyFiniteHalfIsConvertedExactly() {
        int d = 64;
        float[] ones = new float[d];
        Arrays.fill(ones, 1);
        MemorySegment row = MemorySegment.ofArray(new byte[2 * d]);
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Float.float16ToFloat((short) bits);
            if (Float.isFinite(value)) {
                long at = 2L * (bits % d);
                row.set(HALF, at, (short) bits);

                assertThat(HalfDotProducts.dot(ones, row, 0)).isEqualTo(value + 0.0f);

                row.set(HALF, at, (short) 0);
            }
        }
    }

    @ParameterizedTest(name = "{0} of 30 rows")
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 29})
    void aChosenRowScoresAsItDoesAmongAllRows(int n) {
        int d = 100;
        MemorySegment rows = MemorySegment.ofArray(new byte[30 * 2 * d]);
        Quantization.halves(gaussian(random, 30 * d), rows, 0);
        float[] query = gaussian(random, d);
        int[] ordinals = random.ints(29, 0, 30).toArray();
        float[] all = new float[30];
        float[] chosen = new float[29];
        Arrays.fill(chosen, -1);

        HalfDotProducts.score(query, rows, 0, 30, all);
        HalfDotProducts.gather(query, rows, ordinals, n, chosen);

        for (int i = 0; i < 29; i++) {
            assertThat(chosen[i]).as("%d, rerun with -Dtest.seed=%d", i, seed).isEqualTo(i < n ? all[ordinals[i]] : -1);
        }
    }

    @Test
    void rowsOutsideTheSegmentAreRefused() {
        float[] query = new float[100];
        MemorySegment rows = MemorySegment.ofArray(new byte[2_000]);

        assertThatThrownBy(() -> HalfDotProducts.gather(query, rows, new int[] {10}, 1, new float[1]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> HalfDotProducts.score(query, rows, 9, 2, new float[2]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> HalfDotProducts.score(query, rows, 0, 2, new float[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("out: expected at least 2, got 1");
    }
}
