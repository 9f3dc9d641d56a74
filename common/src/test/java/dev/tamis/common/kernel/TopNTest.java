package dev.tamis.common.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopNTest {

    private static final Comparator<Scored> BEST_FIRST =
            Comparator.comparing(Scored::score).reversed().thenComparing(Scored::ordinal);

    private final long seed = Long.getLong("test.seed", System.nanoTime());

    @ParameterizedTest(name = "the best {0} of {1}, {2} different scores")
    @CsvSource({
        "1, 0, 9",
        "1, 1, 9",
        "1, 500, 9",
        "2, 500, 1",
        "7, 7, 100",
        "7, 8, 100",
        "10, 83, 3",
        "10, 84, 3",
        "10, 85, 3",
        "10, 5000, 2",
        "100, 5000, 100000",
        "333, 5000, 50",
        "1000, 5000, 100000",
        "5000, 4999, 1000"
    })
    void keepsTheBestAndSmallerOrdinalsAmongEquals(int capacity, int n, int scores) {
        List<Scored> offered = offers(n, scores);
        TopN best = new TopN(capacity);

        for (Scored one : offered) {
            best.offer(one.score(), one.ordinal());
        }

        assertThat(Scored.drained(best))
                .as("rerun with -Dtest.seed=%d", seed)
                .isEqualTo(offered.stream().sorted(BEST_FIRST).limit(capacity).toList());
    }

    @Test
    void theThresholdIsTheWorstScoreKeptOnceFull() {
        TopN best = new TopN(3);
        assertThat(best.threshold()).isEqualTo(Float.NEGATIVE_INFINITY);

        best.offer(5, 0);
        best.offer(-1, 1);
        assertThat(best.threshold()).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(best.size()).isEqualTo(2);

        best.offer(3, 2);
        assertThat(best.threshold()).isEqualTo(-1);

        best.offer(4, 3);
        assertThat(best.threshold()).isEqualTo(3);
        assertThat(best.size()).isEqualTo(3);
    }

    @Test
    void whatAnOfferReturnsNeverPassesTheThreshold() {
        TopN best = new TopN(20);
        for (Scored one : offers(2_000, 50)) {
            float floor = best.offer(one.score(), one.ordinal());
            assertThat(floor).as("rerun with -Dtest.seed=%d", seed).isLessThanOrEqualTo(best.threshold());
        }
        assertThat(best.floor()).isEqualTo(best.threshold());
    }

    @Test
    void equalScoresAreKeptBySmallerOrdinalWhateverTheOrder() {
        TopN best = new TopN(2);
        for (int ordinal : new int[] {9, 7, Integer.MAX_VALUE, 3, 8, 0}) {
            best.offer(ordinal % 2 == 0 ? -0f : 0f, ordinal);
        }

        assertThat(Scored.drained(best)).containsExactly(new Scored(0, 0), new Scored(0, 3));
    }

    @Test
    void whatIsNoScoreNeverEnters() {
        TopN best = new TopN(5);

        best.offer(Float.NEGATIVE_INFINITY, 1);
        best.offer(Float.NaN, 2);
        best.offer(-Float.MAX_VALUE, 3);
        best.offer(Float.POSITIVE_INFINITY, 4);

        assertThat(Scored.drained(best))
                .containsExactly(new Scored(Float.POSITIVE_INFINITY, 4), new Scored(-Float.MAX_VALUE, 3));
    }

    @Test
    void isAsNewOnceDrainedOrCleared() {
        TopN best = new TopN(4);
        offers(500, 1_000).forEach(one -> best.offer(one.score(), one.ordinal()));
        int[] ordinals = new int[4];
        assertThat(best.drainSorted(ordinals, new float[4])).isEqualTo(4);
        assertThat(best.size()).isZero();
        assertThat(best.floor()).isEqualTo(Float.NEGATIVE_INFINITY);

        best.offer(1, 6);
        best.clear();

        assertThat(best.size()).isZero();
        best.offer(-5, 8);
        assertThat(Scored.drained(best)).containsExactly(new Scored(-5, 8));
    }

    @Test
    void copiesTheOrdinalsKept() {
        TopN best = new TopN(3);
        for (int ordinal = 0; ordinal < 300; ordinal++) {
            best.offer(ordinal % 100, ordinal);
        }
        int[] ordinals = new int[3];

        assertThat(best.copyOrdinals(ordinals)).isEqualTo(3);

        Arrays.sort(ordinals);
        assertThat(ordinals).containsExactly(99, 199, 299);
        assertThat(best.size()).isEqualTo(3);
    }

    @Test
    void copiesTheBestOfThoseItKeepsAndGoesOnKeepingAll() {
        TopN best = new TopN(200);
        for (int ordinal = 0; ordinal < 5_000; ordinal++) {
            best.offer((ordinal * 7_919) % 5_003, ordinal);
        }
        int[] ten = new int[10];
        int[] scores = new int[10];

        assertThat(best.copyBest(10, ten)).isEqualTo(10);

        for (int i = 0; i < 10; i++) {
            scores[i] = (ten[i] * 7_919) % 5_003;
        }
        int[] all = IntStream.range(0, 5_000)
                .map(ordinal -> (ordinal * 7_919) % 5_003)
                .sorted()
                .toArray();
        Arrays.sort(scores);
        assertThat(scores).isEqualTo(Arrays.copyOfRange(all, 4_990, 5_000));
        best.offer(5_000_000, 6_000);
        assertThat(best.size()).isEqualTo(200);
        float[] kept = new float[200];
        best.drainSorted(new int[200], kept);
        assertThat(kept[0]).isEqualTo(5_000_000);
        assertThat(kept[199]).isEqualTo(all[4_801]);
    }

    @Test
    void copiesAllWhereFewerAreKeptThanTheBestAskedFor() {
        TopN best = new TopN(50);
        best.offer(1, 4);
        best.offer(2, 5);
        int[] ordinals = new int[10];

        assertThat(best.copyBest(10, ordinals)).isEqualTo(2);

        assertThat(Arrays.copyOf(ordinals, 2)).containsExactlyInAnyOrder(4, 5);
    }

    @Test
    void takesScoresThatOnlyRiseOrOnlyFall() {
        TopN best = new TopN(50);
        for (int ordinal = 0; ordinal < 10_000; ordinal++) {
            best.offer(ordinal, ordinal);
        }
        for (int ordinal = 10_000; ordinal < 20_000; ordinal++) {
            best.offer(20_000 - ordinal, ordinal);
        }

        // 10,000 is met again as the first of the falling ones; all others are met twice.
        assertThat(Scored.drained(best).subList(0, 4))
                .containsExactly(
                        new Scored(10_000, 10_000),
                        new Scored(9_999, 9_999),
                        new Scored(9_999, 10_001),
                        new Scored(9_998, 9_998));
    }

    @Test
    void refusesToKeepNothing() {
        assertThatThrownBy(() -> new TopN(0)).hasMessage("capacity: expected 1 to 2^28, got 0");
    }

    private List<Scored> offers(int n, int scores) {
        var random = new SplittableRandom(seed);
        List<Scored> offered = new ArrayList<>();
        for (int ordinal = 0; ordinal < n; ordinal++) {
            offered.add(new Scored((random.nextInt(scores) - scores / 2) / 8f, ordinal));
        }
        return offered;
    }
}
