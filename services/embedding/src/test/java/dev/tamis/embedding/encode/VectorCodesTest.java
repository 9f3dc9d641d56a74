package dev.tamis.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorCodesTest {

    private static final float[] VECTOR = {1, -1, 0, 0.5f, -0.5f, 0.004f, -0.003f, 0.0001f, 0.3f, -0.2f};

    @Test
    void int8IsAHundredAndTwentySevenTimesTheValueRounded() {
        assertThat(VectorCodes.int8(VECTOR)).containsExactly(127, -127, 0, 64, -63, 1, 0, 0, 38, -25);
    }

    @Test
    void whatIsOutOfRangeByRoundingStaysInIt() {
        assertThat(VectorCodes.int8(new float[] {1.01f, -1.01f})).containsExactly(127, -127);
    }

    @Test
    void uint8IsThatPlusAHundredAndTwentyEight() {
        assertThat(VectorCodes.uint8(VECTOR)).containsExactly(255, 1, 128, 192, 65, 129, 128, 128, 166, 103);
    }

    @Test
    void ubinaryHasABitForEachPositiveValueTheFirstHighestAndFillsUpWithZeros() {
        assertThat(VectorCodes.ubinary(VECTOR)).containsExactly(0b1001_0101, 0b1000_0000);
    }

    @Test
    void binaryIsThatMinusAHundredAndTwentyEight() {
        assertThat(VectorCodes.binary(VECTOR)).containsExactly(0b1001_0101 - 128, 0);
    }

    @Test
    void eightDimensionsTakeOneNumber() {
        assertThat(VectorCodes.ubinary(new float[384])).hasSize(48).containsOnly(0);
    }
}
