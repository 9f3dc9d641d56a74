package dev.tamis.common.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {

    private static final double TOLERANCE = 1e-12;

    private final Judgments graded = new Judgments(Map.of("a", 3.0, "b", 2.0, "c", 1.0, "none", 0.0));

    @Test
    void ndcgDividesTheDiscountedGainsByThoseOfTheBestOrder() {
        // log2(2) = 1, log2(3) = 1.584962500721156, log2(4) = 2, log2(5) = 2.32192809488736
        double dcg = 1 / 1.0 + 3 / 1.584962500721156 + 2 / 2.32192809488736;
        double ideal = 3 / 1.0 + 2 / 1.584962500721156 + 1 / 2.0;

        assertThat(RankingMetrics.ndcg(List.of("c", "a", "unjudged", "b"), graded, 10))
                .isCloseTo(dcg / ideal, within(TOLERANCE))
                .isCloseTo(0.788_4, within(1e-4));
    }

    @Test
    void theBestOrderHasAnNdcgOfOne() {
        assertThat(RankingMetrics.ndcg(List.of("a", "b", "c", "none"), graded, 10))
                .isCloseTo(1, within(TOLERANCE));
    }

    @Test
    void ndcgCutsTheIdealAtTheSameDepth() {
        assertThat(RankingMetrics.ndcg(List.of("a"), graded, 1)).isCloseTo(1, within(TOLERANCE));
        assertThat(RankingMetrics.ndcg(List.of("a"), graded, 2))
                .isCloseTo(3 / (3 + 2 / 1.584962500721156), within(TOLERANCE));
    }

    @Test
    void theGainIsTheGradeItselfNotAPowerOfTwo() {
        // With exponential gain this would be (3 / log2(3)) / 7 + ..., far below.
        assertThat(RankingMetrics.ndcg(List.of("x", "a"), new Judgments(Map.of("a", 3.0, "b", 1.5)), 10))
                .isCloseTo((3 / 1.584962500721156) / (3 + 1.5 / 1.584962500721156), within(TOLERANCE));
    }

    @Test
    void recallIsTheShareOfRelevantItemsWithinTheFirstK() {
        assertThat(RankingMetrics.recall(List.of("c", "none", "a", "b"), graded, 3))
                .isCloseTo(2.0 / 3, within(TOLERANCE));
        assertThat(RankingMetrics.recall(List.of("c", "none", "a", "b"), graded, 100))
                .isEqualTo(1);
    }

    @Test
    void recallOfMoreRelevantItemsThanPositionsStaysBelowOne() {
        List<String> items = IntStream.range(0, 200).mapToObj(Integer::toString).toList();
        var all = new Judgments(items.stream()
                .collect(java.util.stream.Collectors.toMap(java.util.function.Function.identity(), item -> 1.0)));

        assertThat(RankingMetrics.recall(items, all, 100)).isEqualTo(0.5);
    }

    @Test
    void theReciprocalRankLooksForTheFirstRelevantItem() {
        assertThat(RankingMetrics.reciprocalRank(List.of("none", "x", "c", "a"), graded, 10))
                .isCloseTo(1.0 / 3, within(TOLERANCE));
        assertThat(RankingMetrics.reciprocalRank(List.of("none", "x", "c", "a"), graded, 2))
                .isZero();
    }

    @Test
    void negativeGradesCountAsNotRelevant() {
        var judgments = new Judgments(Map.of("a", 1.0, "spam", -2.0));

        assertThat(RankingMetrics.ndcg(List.of("spam", "a"), judgments, 10))
                .isCloseTo(1 / 1.584962500721156, within(TOLERANCE));
        assertThat(RankingMetrics.recall(List.of("a"), judgments, 10)).isEqualTo(1);
    }

    @Test
    void anItemRankedTwiceIsAMistakeOfTheRanking() {
        assertThatThrownBy(() -> RankingMetrics.ndcg(List.of("a", "a"), graded, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("item 'a' is ranked twice");
    }

    @Test
    void aQueryWithoutARelevantItemHasNoMetric() {
        assertThatThrownBy(() -> RankingMetrics.recall(List.of("a"), new Judgments(Map.of("a", 0.0)), 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no item is relevant");
    }
}
