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
    void stretchesRetrievalScoresFromZeroToOne() {
        var ranked = blend.order(List.of(item("a", -3), item("b", 1), item("c", 5)), Map.of());

        assertThat(ranked).containsExactly(new Ranked("c", 1, 0), new Ranked("b", 0.5, 0), new Ranked("a", 0, 0));
    }

    @Test
    void countsEqualScoresAsTheBestAndKeepsTheirOrder() {
        var ranked = blend.order(List.of(item("b", 7), item("a", 7), item("c", 7)), Map.of());

        assertThat(ranked).containsExactly(new Ranked("b", 1, 0), new Ranked("a", 1, 0), new Ranked("c", 1, 0));
    }

    @Test
    void oneCandidateIsTheBestThereIs() {
        assertThat(blend.order(List.of(item("a", -1)), Map.of("a", 2.0))).containsExactly(new Ranked("a", 1.1, 1));
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
    void ordersTheGreatestNumbersThereAre() {
        var ranked = blend.order(
                List.of(item("least", -Double.MAX_VALUE), item("middle", 0), item("greatest", Double.MAX_VALUE)),
                Map.of());

        assertThat(ranked)
                .containsExactly(new Ranked("greatest", 1, 0), new Ranked("middle", 0.5, 0), new Ranked("least", 0, 0));
    }

    @Test
    void ordersTheLeastDifferencesThereAre() {
        var ranked = blend.order(List.of(item("a", 0), item("b", Double.MIN_VALUE)), Map.of());

        assertThat(ranked).containsExactly(new Ranked("b", 1, 0), new Ranked("a", 0, 0));
    }

    private static Candidate item(String id, double score) {
        return new Candidate(id, score);
    }
}
