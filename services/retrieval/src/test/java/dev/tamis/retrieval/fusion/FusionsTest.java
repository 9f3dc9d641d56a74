package dev.tamis.retrieval.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.search.Evidence;
import dev.tamis.common.contract.search.Fusion;
import dev.tamis.common.contract.search.Fusion.Convex;
import dev.tamis.common.contract.search.Fusion.ReciprocalRank;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FusionsTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    /// `a` and `b` are on both lists, `c` is found by vector only, `d` by words only.
    private final Shortlists lists = new Shortlists(
            List.of(new Scored("a", 0.9), new Scored("b", 0.8), new Scored("c", 0.7)),
            List.of(new Scored("b", 12), new Scored("d", 6), new Scored("a", 3)),
            Map.of("d", 0.5),
            Map.of("c", 2.4));

    @Test
    void reciprocalRanksAddUpOverTheListsThatHoldTheItem() {
        List<Fused> ranked = Fusions.fuse(new ReciprocalRank(10), lists, 10);

        assertThat(ranked).extracting(Fused::id).containsExactly("b", "a", "d", "c");
        assertThat(score(ranked, "b")).isEqualTo(1 / 12.0 + 1 / 11.0, ROUNDING);
        assertThat(score(ranked, "a")).isEqualTo(1 / 11.0 + 1 / 13.0, ROUNDING);
        assertThat(score(ranked, "d")).isEqualTo(1 / 12.0, ROUNDING);
        assertThat(score(ranked, "c")).isEqualTo(1 / 13.0, ROUNDING);
    }

    @Test
    void convexWeighsScoresThatWereBroughtToOneScale() {
        List<Fused> ranked = Fusions.fuse(new Convex(0.6), lists, 10);

        // Cosines from 0.5 to 0.9, BM25 from 0 to 12.
        assertThat(score(ranked, "a")).isEqualTo(0.6 * 1 + 0.4 * 3 / 12, ROUNDING);
        assertThat(score(ranked, "b")).isEqualTo(0.6 * 0.75 + 0.4 * 1, ROUNDING);
        assertThat(score(ranked, "c")).isEqualTo(0.6 * 0.5 + 0.4 * 2.4 / 12, ROUNDING);
        assertThat(score(ranked, "d")).isEqualTo(0.6 * 0 + 0.4 * 6 / 12, ROUNDING);
        assertThat(ranked).extracting(Fused::id).containsExactly("b", "a", "c", "d");
    }

    @Test
    void theWeightsAtTheEndsAreOneListAlone() {
        assertThat(Fusions.fuse(new Convex(1), lists, 2)).extracting(Fused::id).containsExactly("a", "b");
        assertThat(Fusions.fuse(new Convex(0), lists, 2)).extracting(Fused::id).containsExactly("b", "d");
    }

    @Test
    void evidenceNamesARankOnlyWhereTheItemWasOnTheList() {
        List<Fused> ranked = Fusions.fuse(new Convex(0.5), lists, 10);

        assertThat(ranked)
                .contains(
                        new Fused("b", score(ranked, "b"), new Evidence(0.8, 2), new Evidence(12, 1)),
                        new Fused("c", score(ranked, "c"), new Evidence(0.7, 3), new Evidence(2.4, null)),
                        new Fused("d", score(ranked, "d"), new Evidence(0.5, null), new Evidence(6, 2)));
    }

    @Test
    void whatOneWayKnowsNothingOfCountsNothingThere() {
        var unknown = new Shortlists(
                List.of(new Scored("a", 0.9), new Scored("b", 0.7)),
                List.of(new Scored("pending", 4)),
                Map.of(),
                Map.of());

        List<Fused> ranked = Fusions.fuse(new Convex(0.5), unknown, 10);

        assertThat(ranked).extracting(Fused::id).containsExactly("a", "pending", "b");
        assertThat(ranked.getFirst()).isEqualTo(new Fused("a", 0.5, new Evidence(0.9, 1), null));
        assertThat(ranked.get(1)).isEqualTo(new Fused("pending", 0.5, null, new Evidence(4, 1)));
        assertThat(ranked.getLast().score()).isZero();
    }

    @Test
    void equalsComeInTheOrderOfTheirIds() {
        var equals = new Shortlists(List.of(new Scored("z", 0.5), new Scored("y", 0.5)), List.of(), Map.of(), Map.of());

        assertThat(Fusions.fuse(new Convex(0.5), equals, 10))
                .containsExactly(
                        new Fused("y", 0.5, new Evidence(0.5, 2), null),
                        new Fused("z", 0.5, new Evidence(0.5, 1), null));
    }

    @Test
    void givesNoMoreThanAskedForAndNothingForNothing() {
        for (Fusion fusion : List.of(new ReciprocalRank(20), new Convex(0.5))) {
            assertThat(Fusions.fuse(fusion, lists, 3)).hasSize(3);
            assertThat(Fusions.fuse(fusion, new Shortlists(List.of(), List.of(), Map.of(), Map.of()), 3))
                    .isEmpty();
        }
    }

    private static double score(List<Fused> ranked, String id) {
        return ranked.stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElseThrow()
                .score();
    }
}
