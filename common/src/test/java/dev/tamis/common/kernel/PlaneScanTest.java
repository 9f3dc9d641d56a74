package dev.tamis.common.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaneScanTest {

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest(name = "{0} planes of {1} dimensions")
    @CsvSource({
        "2, 1", "2, 63", "2, 64", "2, 65", "2, 100", "2, 384", "2, 1000", "4, 1", "4, 63", "4, 64", "4, 65", "4, 128",
        "4, 384", "4, 1088"
    })
    void findsTheLargestProductsOfTheValues(int planes, int d) {
        int words = BinaryCodes.words(d);
        for (int n : new int[] {0, 1, 7, 8, 9, 16, 24, 25, 203, 4_097}) {
            long[] query = code(planes, d);
            long[] blocks = PlaneScan.allocate(n, words, planes);
            float[] scales = new float[BinaryCodes.blocks(n) * 8];
            TopN expected = new TopN(9);
            for (int o = 0; o < n; o++) {
                long[] code = code(planes, d);
                PlaneScan.pack(code, blocks, words, planes, o);
                scales[o] = (float) random.nextDouble(0.1, 1);
                expected.offer(product(code, query, planes, d) * scales[o], o);
            }
            TopN best = new TopN(9);

            PlaneScan.scan(blocks, scales, planes, d, n, query, best);

            assertThat(Scored.drained(best))
                    .as("n = %d, rerun with -Dtest.seed=%d", n, seed)
                    .isEqualTo(Scored.drained(expected));
        }
    }

    @Test
    void equalProductsComeBySmallerOrdinal() {
        long[] blocks = PlaneScan.allocate(200, 1, 2);
        float[] scales = new float[200];
        Arrays.fill(scales, 1);
        TopN best = new TopN(2);

        PlaneScan.scan(blocks, scales, 2, 64, 200, new long[2], best);

        assertThat(Scored.drained(best)).containsExactly(new Scored(9 * 64, 0), new Scored(9 * 64, 1));
    }

    @Test
    void refusesOtherNumbersOfPlanesAndOtherShapes() {
        TopN best = new TopN(1);

        assertThatThrownBy(() -> PlaneScan.scan(new long[24], new float[8], 3, 64, 8, new long[3], best))
                .hasMessage("planes: expected 2 or 4, got 3");
        assertThatThrownBy(() -> PlaneScan.scan(new long[16], new float[8], 2, 64, 8, new long[3], best))
                .hasMessage("query: expected 1 x 2 words, got 3");
        assertThatThrownBy(() -> PlaneScan.scan(new long[16], new float[8], 2, 64, 9, new long[2], best))
                .hasMessage("blocks: expected 9 codes of 1 x 2 words, got 16 longs");
        assertThatThrownBy(() -> PlaneScan.scan(new long[32], new float[9], 2, 64, 9, new long[2], best))
                .hasMessage("scales: expected 16, got 9");
    }

    private long[] code(int planes, int d) {
        long[] code = new long[BinaryCodes.words(d) * planes];
        for (int j = 0; j < d; j++) {
            for (int p = 0; p < planes; p++) {
                code[(j >> 6) * planes + p] |= (random.nextBoolean() ? 1L : 0L) << j;
            }
        }
        return code;
    }

    private static int product(long[] a, long[] b, int planes, int d) {
        int product = 0;
        for (int j = 0; j < d; j++) {
            product += value(a, planes, j) * value(b, planes, j);
        }
        return product;
    }

    private static int value(long[] code, int planes, int j) {
        int value = 0;
        for (int p = 0; p < planes; p++) {
            int sign = (code[(j >> 6) * planes + p] >>> j & 1) == 1 ? 1 : -1;
            value += sign << (planes - 1 - p);
        }
        return value;
    }
}
