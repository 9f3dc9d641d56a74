package dev.tamis.common.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HammingScanTest {

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest(name = "{0} words")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17})
    void findsWhatCountingBitByBitFinds(int words) {
        for (int n : new int[] {0, 1, 7, 8, 9, 15, 16, 17, 24, 31, 33, 500, 4_096, 4_103}) {
            long[][] codes = codes(n, words);
            long[] blocks = packed(codes, words);
            long[] query = random.longs(words).toArray();
            TopN expected = new TopN(10);
            TopN best = new TopN(10);
            for (int o = 0; o < n; o++) {
                expected.offer(-distance(codes[o], query), o);
            }

            HammingScan.scan(blocks, words, n, query, best);

            assertThat(Scored.drained(best))
                    .as("n = %d, rerun with -Dtest.seed=%d", n, seed)
                    .isEqualTo(Scored.drained(expected));
        }
    }

    @Test
    void equalDistancesComeBySmallerOrdinal() {
        long[][] codes = new long[100][1];
        TopN best = new TopN(3);

        HammingScan.scan(packed(codes, 1), 1, 100, new long[] {7}, best);

        assertThat(Scored.drained(best)).containsExactly(new Scored(-3, 0), new Scored(-3, 1), new Scored(-3, 2));
    }

    @Test
    void lanesPastTheLastCodeAreNotFound() {
        TopN best = new TopN(8);

        HammingScan.scan(new long[8], 1, 3, new long[] {0}, best);

        assertThat(Scored.drained(best)).extracting(Scored::ordinal).containsExactly(0, 1, 2);
    }

    @Test
    void refusesArraysOfOtherShapes() {
        TopN best = new TopN(1);

        assertThatThrownBy(() -> HammingScan.scan(new long[16], 2, 8, new long[3], best))
                .hasMessage("query: expected 2 words, got 3");
        assertThatThrownBy(() -> HammingScan.scan(new long[16], 2, 9, new long[2], best))
                .hasMessage("blocks: expected 9 codes of 2 words, got 16 longs");
    }

    private long[][] codes(int n, int words) {
        long[][] codes = new long[n][];
        for (int o = 0; o < n; o++) {
            codes[o] = random.longs(words).toArray();
        }
        return codes;
    }

    private static long[] packed(long[][] codes, int words) {
        long[] blocks = BinaryCodes.allocate(codes.length, words);
        for (int o = 0; o < codes.length; o++) {
            BinaryCodes.pack(codes[o], blocks, words, o);
        }
        return blocks;
    }

    private static int distance(long[] a, long[] b) {
        int distance = 0;
        for (int j = 0; j < a.length * 64; j++) {
            distance += (int) ((a[j >> 6] ^ b[j >> 6]) >>> j & 1);
        }
        return distance;
    }
}
