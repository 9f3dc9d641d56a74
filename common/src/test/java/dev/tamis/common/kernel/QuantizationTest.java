package dev.tamis.common.kernel;

import static dev.tamis.common.kernel.ExactSum.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizationTest {

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest(name = "d = {0}")
    @ValueSource(ints = {1, 63, 64, 65, 128, 384, 1_000})
    void signsAreOneBitPerValueAndNoMore(int d) {
        float[] v = gaussian(random, d);
        v[d / 2] = 0;
        long[] bits = new long[(d + 63) / 64];
        Arrays.fill(bits, -1);

        Quantization.signs(v, bits);

        for (int j = 0; j < bits.length * 64; j++) {
            assertThat(bits[j / 64] >>> j & 1)
                    .as("bit %d, rerun with -Dtest.seed=%d", j, seed)
                    .isEqualTo(j < d && v[j] > 0 ? 1 : 0);
        }
    }

    @ParameterizedTest(name = "d = {0}")
    @ValueSource(ints = {1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 384, 1_000})
    void int8ValuesAreWithinHalfAStepAndReachTheEnds(int d) {
        float[] v = gaussian(random, d);
        byte[] bytes = new byte[d + 2];
        bytes[0] = 99;
        bytes[d + 1] = 99;

        float scale = Quantization.int8(v, MemorySegment.ofArray(bytes), 1);

        int greatest = 0;
        for (int j = 0; j < d; j++) {
            assertThat((double) scale * bytes[j + 1])
                    .as("value %d, rerun with -Dtest.seed=%d", j, seed)
                    .isCloseTo(v[j], within(scale / 2 * (1 + 0x1p-15)));
            greatest = Math.max(greatest, Math.abs(bytes[j + 1]));
        }
        assertThat(greatest).isEqualTo(127);
        assertThat(bytes[0]).isEqualTo((byte) 99);
        assertThat(bytes[d + 1]).isEqualTo((byte) 99);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(floats = {0, -0.0f, 1e-38f, Float.MIN_VALUE})
    void vectorsOfNextToNothingBecomeZeros(float value) {
        byte[] bytes = {1, 1};

        float scale = Quantization.int8(new float[] {value, 0}, MemorySegment.ofArray(bytes), 0);

        assertThat(scale).isZero();
        assertThat(bytes).containsExactly(0, 0);
    }

    @Test
    void theGreatestFloatsHaveAnInt8FormToo() {
        byte[] bytes = new byte[2];

        float scale =
                Quantization.int8(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE}, MemorySegment.ofArray(bytes), 0);

        assertThat(bytes).containsExactly(127, -127);
        assertThat(scale).isEqualTo(Float.MAX_VALUE / 127);
    }

    @Test
    void halvesAreTheNearest() {
        float[] v = {0, 1, -1, 1 / 3f, 65_504, 0x1p-24f, 0x1p-14f, 1e-9f, 65_519};
        byte[] bytes = new byte[2 * v.length];

        Quantization.halves(v, MemorySegment.ofArray(bytes), 0);

        for (int j = 0; j < v.length; j++) {
            assertThat((short) ((bytes[2 * j] & 0xff) | (bytes[2 * j + 1] << 8)))
                    .isEqualTo(Float.floatToFloat16(v[j]));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(floats = {65_520, -1e6f, Float.NaN, Float.POSITIVE_INFINITY})
    void whatHasNoHalfIsRefused(float value) {
        for (int d : new int[] {1, 40}) {
            float[] v = new float[d];
            v[0] = value;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Quantization.halves(v, MemorySegment.ofArray(new byte[80]), 0))
                    .withMessageStartingWith("v: expected values within 65504, got ");
        }
    }

    @Test
    void valuesThatAreNotFiniteHaveNoInt8Form() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantization.int8(
                        new float[] {1, Float.NEGATIVE_INFINITY}, MemorySegment.ofArray(new byte[2]), 0))
                .withMessage("v: expected finite values, got Infinity");
    }

    @Test
    void aVectorThatDoesNotFitIsRefusedBeforeAnythingIsWritten() {
        byte[] bytes = new byte[40];
        MemorySegment rows = MemorySegment.ofArray(bytes);
        float[] v = gaussian(random, 20);

        assertThatThrownBy(() -> Quantization.int8(v, rows, 21)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Quantization.halves(v, rows, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantization.signs(v, new long[0]))
                .withMessage("bits: expected at least 1, got 0");
        assertThat(bytes).containsOnly(0);
    }
}
