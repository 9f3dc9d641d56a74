package dev.tamis.common.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Int8DotProductsTest {

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest(name = "d = {0}")
    @ValueSource(ints = {1, 7, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 384, 1_000, 4_096, 4_160, 9_001})
    void productsAreExact(int d) {
        byte[] bytes = new byte[7 * d];
        random.nextBytes(bytes);
        var query = Int8Query.of(ExactSum.gaussian(random, d));
        int[] expected =
                IntStream.range(0, 7).map(row -> product(query, bytes, row * d)).toArray();
        int[] all = new int[7];
        int[] some = new int[3];

        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rows = arena.allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
            Int8DotProducts.score(query, rows, 0, 7, all);
            Int8DotProducts.score(query, rows, 4, 3, some);

            assertThat(all).as("rerun with -Dtest.seed=%d", seed).containsExactly(expected);
            assertThat(some).containsExactly(expected[4], expected[5], expected[6]);
            assertThat(Int8DotProducts.dot(query, rows, 3L * d)).isEqualTo(expected[3]);
        }
    }

    @ParameterizedTest(name = "{0} of 50 rows")
    @ValueSource(ints = {0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 47})
    void chosenRowsAreScoredInTheOrderGiven(int n) {
        byte[] bytes = new byte[50 * 100];
        random.nextBytes(bytes);
        var query = Int8Query.of(ExactSum.gaussian(random, 100));
        int[] ordinals = random.ints(47, 0, 50).toArray();
        int[] out = new int[47];
        Arrays.fill(out, -1);

        Int8DotProducts.gather(query, MemorySegment.ofArray(bytes), ordinals, n, out);

        for (int i = 0; i < 47; i++) {
            assertThat(out[i])
                    .as("%d, rerun with -Dtest.seed=%d", i, seed)
                    .isEqualTo(i < n ? product(query, bytes, ordinals[i] * 100) : -1);
        }
    }

    @Test
    void theLargestProductsDoNotOverflow() {
        int d = 131_072;
        float[] ones = new float[d];
        byte[] lowest = new byte[d];
        byte[] highest = new byte[d];
        Arrays.fill(ones, 1);
        Arrays.fill(lowest, Byte.MIN_VALUE);
        Arrays.fill(highest, Byte.MAX_VALUE);
        var query = Int8Query.of(ones);

        assertThat(Int8DotProducts.dot(query, MemorySegment.ofArray(lowest), 0)).isEqualTo(-128 * 127 * d);
        assertThat(Int8DotProducts.dot(query, MemorySegment.ofArray(highest), 0))
                .isEqualTo(127 * 127 * d);
    }

    @Test
    void aQueryIsKeptWithinHalfAStep() {
        float[] values = ExactSum.gaussian(random, 300);

        var query = Int8Query.of(values);

        assertThat(query.dimension()).isEqualTo(300);
        for (int j = 0; j < 300; j++) {
            assertThat(query.values[j]).isBetween((short) -127, (short) 127);
            assertThat((double) query.scale() * query.values[j])
                    .as("rerun with -Dtest.seed=%d", seed)
                    .isCloseTo(values[j], within(query.scale() / 2 * (1 + 0x1p-15)));
        }
    }

    @Test
    void aQueryThatIsNotFiniteIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Int8Query.of(new float[] {1, Float.NaN}))
                .withMessage("v: expected finite values, got NaN");
    }

    @Test
    void rowsOutsideTheSegmentAreRefused() {
        var query = Int8Query.of(new float[100]);
        MemorySegment rows = MemorySegment.ofArray(new byte[1_000]);

        assertThatThrownBy(() -> Int8DotProducts.gather(query, rows, new int[] {10}, 1, new int[1]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Int8DotProducts.gather(query, rows, new int[] {-1, 0}, 2, new int[2]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Int8DotProducts.score(query, rows, 9, 2, new int[2]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Int8DotProducts.dot(query, rows, 901)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Int8DotProducts.score(query, rows, 0, 3, new int[2]))
                .withMessage("out: expected at least 3, got 2");
    }

    private static int product(Int8Query query, byte[] rows, int offset) {
        int sum = 0;
        for (int j = 0; j < query.dimension(); j++) {
            sum += query.values[j] * rows[offset + j];
        }
        return sum;
    }
}
