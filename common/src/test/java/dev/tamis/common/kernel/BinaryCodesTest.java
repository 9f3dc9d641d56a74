package dev.tamis.common.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryCodesTest {

    private final long seed = Long.getLong("test.seed", System.nanoTime());

    @ParameterizedTest(name = "{0} words")
    @ValueSource(ints = {1, 2, 6, 17})
    void aCodeComesBackAsItWasPacked(int words) {
        var random = new SplittableRandom(seed);
        int n = 21;
        long[][] codes = new long[n][];
        long[] blocks = BinaryCodes.allocate(n, words);
        for (int o = 0; o < n; o++) {
            codes[o] = random.longs(words).toArray();
            BinaryCodes.pack(codes[o], blocks, words, o);
        }

        long[] code = new long[words];
        for (int o = 0; o < n; o++) {
            BinaryCodes.unpack(blocks, words, o, code);
            assertThat(code).as("code %d, rerun with -Dtest.seed=%d", o, seed).isEqualTo(codes[o]);
        }
    }

    @Test
    void theSameWordOfEightCodesLiesSideBySide() {
        long[] blocks = BinaryCodes.allocate(16, 3);

        BinaryCodes.pack(new long[] {7, 8, 9}, blocks, 3, 10);

        assertThat(blocks).hasSize(48);
        assertThat(blocks[24 + 2]).isEqualTo(7);
        assertThat(blocks[24 + 8 + 2]).isEqualTo(8);
        assertThat(blocks[24 + 16 + 2]).isEqualTo(9);
    }

    @Test
    void roomIsCountedInWholeWordsAndBlocks() {
        assertThat(BinaryCodes.words(1)).isEqualTo(1);
        assertThat(BinaryCodes.words(64)).isEqualTo(1);
        assertThat(BinaryCodes.words(65)).isEqualTo(2);
        assertThat(BinaryCodes.blocks(0)).isZero();
        assertThat(BinaryCodes.blocks(9)).isEqualTo(2);
        assertThat(BinaryCodes.allocate(9, 6)).hasSize(96);
    }

    @Test
    void refusesWhatNoArrayHoldsAndCodesOfOtherLengths() {
        assertThatThrownBy(() -> BinaryCodes.allocate(400_000_000, 6))
                .hasMessage("an array cannot hold 400000000 codes of 6 words");
        assertThatThrownBy(() -> BinaryCodes.words(0)).hasMessage("d: expected at least 1, got 0");
        assertThatThrownBy(() -> BinaryCodes.pack(new long[2], new long[24], 3, 0))
                .hasMessage("code: expected 3 words, got 2");
    }
}
