package dev.tamis.common.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupScanTest {

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest(name = "{0} parts")
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 48, 96, 97, 512})
    void findsTheHighestSumsOfQuantizedEntries(int parts) {
        for (int n : new int[] {0, 1, 15, 16, 17, 63, 64, 65, 128, 300, 4_100}) {
            try (Arena arena = Arena.ofConfined()) {
                byte[][] codes = codes(n, parts);
                float[] tables = tables(parts);
                LookupQuery query = LookupQuery.of(tables);
                TopN expected = new TopN(11);
                for (int o = 0; o < n; o++) {
                    int sum = 0;
                    for (int s = 0; s < parts; s++) {
                        sum += query.entries[s * 16 + codes[o][s]];
                    }
                    expected.offer(query.step * sum + query.base, o);
                }
                TopN best = new TopN(11);

                LookupScan.scan(packed(codes, parts, arena), n, query, best);

                assertThat(Scored.drained(best))
                        .as("n = %d, rerun with -Dtest.seed=%d", n, seed)
                        .isEqualTo(Scored.drained(expected));
            }
        }
    }

    @ParameterizedTest(name = "{0} parts")
    @ValueSource(ints = {1, 6, 96})
    void scoresStayWithinHalfAStepPerPart(int parts) {
        try (Arena arena = Arena.ofConfined()) {
            byte[][] codes = codes(100, parts);
            float[] tables = tables(parts);
            LookupQuery query = LookupQuery.of(tables);
            TopN best = new TopN(100);

            LookupScan.scan(packed(codes, parts, arena), 100, query, best);

            List<Scored> found = Scored.drained(best);
            assertThat(found).hasSize(100);
            for (Scored one : found) {
                double exact = 0;
                for (int s = 0; s < parts; s++) {
                    exact += tables[s * 16 + codes[one.ordinal()][s]];
                }
                assertThat((double) one.score())
                        .as("rerun with -Dtest.seed=%d", seed)
                        .isCloseTo(exact, within(0.5001 * parts * query.step + 1e-3));
            }
        }
    }

    @Test
    void theLargestSumsFit() {
        try (Arena arena = Arena.ofConfined()) {
            byte[][] codes = new byte[2][LookupScan.MOST_PARTS];
            Arrays.fill(codes[1], (byte) 15);
            float[] tables = new float[LookupScan.MOST_PARTS * 16];
            for (int i = 15; i < tables.length; i += 16) {
                tables[i] = 63;
            }
            TopN best = new TopN(2);

            LookupScan.scan(packed(codes, 512, arena), 2, LookupQuery.of(tables), best);

            assertThat(Scored.drained(best)).containsExactly(new Scored(512 * 63, 1), new Scored(0, 0));
        }
    }

    @Test
    void tablesWithoutDifferencesScoreAllCodesAlike() {
        try (Arena arena = Arena.ofConfined()) {
            float[] tables = new float[32];
            Arrays.fill(tables, -2);
            TopN best = new TopN(2);

            LookupScan.scan(packed(codes(70, 2), 2, arena), 70, LookupQuery.of(tables), best);

            assertThat(Scored.drained(best)).containsExactly(new Scored(-4, 0), new Scored(-4, 1));
        }
    }

    @Test
    void refusesOtherShapes() {
        LookupQuery query = LookupQuery.of(new float[32]);

        assertThatThrownBy(() -> LookupScan.scan(MemorySegment.ofArray(new byte[128]), 65, query, new TopN(1)))
                .hasMessage("blocks: expected 65 codes of 2 parts, got 128 bytes");
        assertThatThrownBy(() -> LookupQuery.of(new float[17]))
                .hasMessage("tables: expected 1 to 512 x 16 values, got 17");
    }

    private byte[][] codes(int n, int parts) {
        byte[][] codes = new byte[n][parts];
        for (byte[] code : codes) {
            for (int s = 0; s < parts; s++) {
                code[s] = (byte) random.nextInt(16);
            }
        }
        return codes;
    }

    private float[] tables(int parts) {
        float[] tables = new float[parts * 16];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = (float) random.nextGaussian(5, 1);
        }
        return tables;
    }

    private static MemorySegment packed(byte[][] codes, int parts, Arena arena) {
        MemorySegment blocks = OffHeap.allocate((codes.length + 63) / 64 * LookupScan.blockBytes(parts), arena);
        for (int o = 0; o < codes.length; o++) {
            LookupScan.pack(codes[o], blocks, o);
        }
        return blocks;
    }
}
