package dev.tamis.ranking.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.ranking.RankRequest.Candidate;
import dev.tamis.common.contract.ranking.RankResponse.Ranked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlendTest {

    private final Blend blend = new Blend(0.1);

    @Test
    void leavesScoresAndOrderOfRetrievalWhereNothingIsPopular() {
        var ranked = blend.order(List.of(item("c", 5), item("b", 1), item("a", 1)), Map.of());

        assertThat(ranked).containsExactly(new Ranked("c", 5, 0), new Ranked("b", 1, 0), new Ranked("a", 1, 0));
    }

    @Test
    void popularityCountsAsAShareOfTheRangeOfTheScores() {
        var ranked = blend.order(List.of(item("a", 30), item("b", 20), item("c", 10)), Map.of("c", 4.0));

        assertThat(ranked).containsExactly(new Ranked("a", 30, 0), new Ranked("b", 20, 0), new Ranked("c", 12, 1));
    }

    @Test
    void popularityAloneOrdersEqualScores() {
        var ranked = blend.order(List.of(item("a", 7), item("b", 7)), Map.of("b", 4.0));

        assertThat(ranked).containsExactly(new Ranked("b", 7.1, 1), new Ranked("a", 7, 0));
    }

    @Test
    void popularityGrowsLikeItsLogarithm() {
        var ranked = blend.order(List.of(item("a", 1), item("b", 1), item("c", 1)), Map.of("a", 9.0, "b", 99.0));

        assertThat(ranked).extracting(Ranked::item).containsExactly("b", "a", "c");
        assertThat(ranked.get(1).popularity()).isEqualTo(0.5, within(1e-12));
        assertThat(ranked.get(1).score()).isEqualTo(1.05, within(1e-12));
    }

    @Test
    void popularityMovesAnItemByNoMoreThanItsWeight() {
        var ranked = blend.order(
                List.of(item("first", 1), item("near", 0.91), item("far", 0.89), item("last", 0)),
                Map.of("near", 5.0, "far", 5.0));

        assertThat(ranked).extracting(Ranked::item).containsExactly("near", "first", "far", "last");
    }

    @Test
    void withoutWeightRetrievalDecidesAlone() {
        var ranked = new Blend(0).order(List.of(item("a", 2), item("b", 1)), Map.of("b", 1_000.0));

        assertThat(ranked).extracting(Ranked::item).containsExactly("a", "b");
    }

    @Test
    void scoresStayFiniteHoweverLargeTheyAre() {
        var ranked = blend.order(
                List.of(item("least", -Double.MAX_VALUE), item("greatest", Double.MAX_VALUE)), Map.of("greatest", 1.0));

        assertThat(ranked).extracting(Ranked::item).containsExactly("greatest", "least");
        assertThat(ranked)
                .extracting(Ranked::score)
                .allSatisfy(score -> assertThat(score).isFinite());
    }

    private static Candidate item(String id, double score) {
        return new Candidate(id, score);
    }
}
