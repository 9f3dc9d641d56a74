package dev.tamis.common.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsymmetricScanTest {

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest(name = "{0} words")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17})
    void findsWhatOneByOneEstimatesFind(int words) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment records = records(200, words, arena);
            AsymmetricQuery query = AsymmetricQuery.of(gaussian(words * 64));

            for (int n : new int[] {0, 8, 16, 24, 56, 64, 72, 200}) {
                assertScanFindsTheBest(records, 0, n, words, query, null);
                assertScanFindsTheBest(records, 0, n, words, query, bits(200, 0.9));
            }
        }
    }

    @ParameterizedTest(name = "{1} from {0} on")
    @CsvSource({"0, 8", "8, 8", "56, 8", "56, 16", "64, 64", "120, 80", "192, 8", "192, 0"})
    void scansNothingButItsRange(int first, int count) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment records = records(200, 6, arena);
            AsymmetricQuery query = AsymmetricQuery.of(gaussian(384));

            assertScanFindsTheBest(records, first, count, 6, query, null);
            assertScanFindsTheBest(records, first, count, 6, query, bits(200, 0.5));
        }
    }

    @ParameterizedTest(name = "{0} of all allowed")
    @ValueSource(doubles = {0, 0.01, 0.1, 0.5, 1})
    void findsOnlyWhatIsAllowed(double share) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment records = records(5_000, 4, arena);

            assertScanFindsTheBest(records, 8, 4_992, 4, AsymmetricQuery.of(gaussian(256)), bits(5_000, share));
        }
    }

    @Test
    void keepsTheBestOfSeveralListsInAnyOrder() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment records = records(400, 2, arena);
            AsymmetricQuery query = AsymmetricQuery.of(gaussian(128));
            TopN inOrder = new TopN(50);
            TopN backwards = new TopN(50);

            AsymmetricScan.scan(records, 0, 400, 2, query, 0, null, inOrder);
            for (int first = 360; first >= 0; first -= 40) {
                AsymmetricScan.scan(records, first, 40, 2, query, 0, null, backwards);
            }

            assertThat(Scored.drained(backwards))
                    .as("rerun with -Dtest.seed=%d", seed)
                    .isEqualTo(Scored.drained(inOrder));
        }
    }

    @Test
    void equalEstimatesComeBySmallerOrdinal() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment records = OffHeap.allocate(40 * AsymmetricScan.blockBytes(1), arena);
            for (int o = 0; o < 320; o++) {
                AsymmetricScan.write(records, 1, o, new long[] {5}, 1, 0);
            }
            AsymmetricQuery query = AsymmetricQuery.of(gaussian(64));
            TopN best = new TopN(3);

            AsymmetricScan.scan(records, 160, 160, 1, query, 0, null, best);
            AsymmetricScan.scan(records, 0, 160, 1, query, 0, null, best);

            int[] ordinals = new int[3];
            best.drainSorted(ordinals, new float[3]);
            assertThat(ordinals).containsExactly(0, 1, 2);
        }
    }

    @Test
    void aHoleNeverEnters() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment records = records(16, 2, arena);
            for (int o = 0; o < 16; o++) {
                if (o != 3 && o != 12) {
                    AsymmetricScan.clear(records, 2, o);
                }
            }
            AsymmetricQuery query = AsymmetricQuery.of(gaussian(128));
            TopN best = new TopN(16);

            AsymmetricScan.scan(records, 0, 16, 2, query, 7, null, best);

            assertThat(AsymmetricScan.estimate(records, 2, 5, query, 7)).isEqualTo(Float.NEGATIVE_INFINITY);
            int[] ordinals = new int[2];
            assertThat(best.size()).isEqualTo(2);
            best.copyOrdinals(ordinals);
            assertThat(ordinals).containsExactlyInAnyOrder(3, 12);
        }
    }

    @Test
    void aRecordWithNothingAllowedIsNotRead() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment first = records(8, 2, arena);
            TopN best = new TopN(4);
            long[] allowed = {0xFFL};

            // The segment ends after the first record: reading the second one would fail.
            AsymmetricScan.scan(first, 0, 64, 2, AsymmetricQuery.of(gaussian(128)), 0, allowed, best);

            assertThat(best.size()).isEqualTo(4);
        }
    }

    @ParameterizedTest(name = "d = {0}")
    @ValueSource(ints = {1, 63, 64, 65, 100, 384, 1_000})
    void estimatesAreTheProductWithTheQuantizedQuery(int d) {
        float[] query = gaussian(d);
        int words = BinaryCodes.words(d);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment records = OffHeap.allocate(AsymmetricScan.blockBytes(words), arena);
            long[] code = code(d);
            AsymmetricScan.write(records, words, 6, code, 0.5f, 2);

            float estimate = AsymmetricScan.estimate(records, words, 6, AsymmetricQuery.of(query), 1);

            double product = 0;
            double error = 0;
            double last = Math.min(largest(query), 2.5 * Math.sqrt(meanSquare(query)));
            for (int j = 0; j < d; j++) {
                product += ((code[j >> 6] >>> j) & 1) == 1 ? query[j] : -query[j];
                // Half the distance of two levels, or what lies beyond the last one.
                error += Math.max(last / 15, Math.abs(query[j]) - last);
            }
            assertThat((double) estimate)
                    .as("rerun with -Dtest.seed=%d", seed)
                    .isCloseTo(3 + 0.5 * product, within(0.5 * error + 1e-3));
        }
    }

    @Test
    void aQueryOfZerosScoresByTheOffsetsAlone() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment records = OffHeap.allocate(AsymmetricScan.blockBytes(1), arena);
            AsymmetricScan.write(records, 1, 1, new long[] {-1}, 3, 0.25f);

            float estimate = AsymmetricScan.estimate(records, 1, 1, AsymmetricQuery.of(new float[64]), 0.5f);

            assertThat(estimate).isEqualTo(0.75f);
        }
    }

    @Test
    void refusesRangesThatCutARecordAndQueriesOfOtherLengths() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment records = records(16, 2, arena);
            AsymmetricQuery query = AsymmetricQuery.of(gaussian(128));
            TopN best = new TopN(1);

            assertThatThrownBy(() -> AsymmetricScan.scan(records, 4, 8, 2, query, 0, null, best))
                    .hasMessage("expected multiples of 8, got firstOrdinal 4 and count 8");
            assertThatThrownBy(() -> AsymmetricScan.scan(records, 0, 12, 2, query, 0, null, best))
                    .hasMessage("expected multiples of 8, got firstOrdinal 0 and count 12");
            assertThatThrownBy(() -> AsymmetricScan.scan(records, 0, 8, 3, query, 0, null, best))
                    .hasMessage("query: expected 3 words, got 2");
            assertThatThrownBy(() -> AsymmetricScan.write(records, 2, 0, new long[3], 1, 0))
                    .hasMessage("code: expected 2 words, got 3");
        }
    }

    private void assertScanFindsTheBest(
            MemorySegment records, int first, int count, int words, AsymmetricQuery query, long @Nullable [] allowed) {
        TopN scanned = new TopN(13);
        TopN oneByOne = new TopN(13);
        for (int o = first; o < first + count; o++) {
            if (allowed == null || ((allowed[o >> 6] >>> o) & 1) == 1) {
                oneByOne.offer(AsymmetricScan.estimate(records, words, o, query, 0.3f), o);
            }
        }

        AsymmetricScan.scan(records, first, count, words, query, 0.3f, allowed, scanned);

        assertThat(Scored.drained(scanned))
                .as("%d from %d on, rerun with -Dtest.seed=%d", count, first, seed)
                .isEqualTo(Scored.drained(oneByOne));
    }

    private MemorySegment records(int n, int words, Arena arena) {
        MemorySegment records =
                OffHeap.allocate((long) BinaryCodes.blocks(n) * AsymmetricScan.blockBytes(words), arena);
        for (int o = 0; o < n; o++) {
            float scale = (float) random.nextDouble(0.01, 0.02);
            AsymmetricScan.write(records, words, o, code(words * 64), scale, (float) random.nextGaussian(0, 0.05));
        }
        return records;
    }

    private long[] code(int d) {
        long[] code = new long[BinaryCodes.words(d)];
        for (int j = 0; j < d; j++) {
            code[j >> 6] |= (random.nextBoolean() ? 1L : 0L) << j;
        }
        return code;
    }

    private long[] bits(int n, double share) {
        long[] bits = new long[(n + 63) / 64];
        for (int o = 0; o < n; o++) {
            bits[o >> 6] |= (random.nextDouble() < share ? 1L : 0L) << o;
        }
        return bits;
    }

    private float[] gaussian(int d) {
        float[] values = new float[d];
        for (int j = 0; j < d; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double meanSquare(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return squares / values.length;
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
