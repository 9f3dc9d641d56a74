package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbePlanTest {

    private static final int LISTS = 100;
    private static final int ITEMS = 8;

    /// Lists of 8 items each; list 0 is the least similar to the query, list 99 the most.
    private final float[] similarities = new float[LISTS];

    private final CoarseLists lists;
    private final ProbeYield yield;

    ProbePlanTest() {
        int[] starts = new int[LISTS + 1];
        int[] sizes = new int[LISTS];
        float[] radii = new float[LISTS];
        for (int list = 0; list < LISTS; list++) {
            similarities[list] = list / 100f;
            starts[list + 1] = starts[list] + ITEMS;
            sizes[list] = ITEMS;
            radii[list] = 1;
        }
        lists = new CoarseLists(4, new float[LISTS * 4], starts, sizes, radii);
        var builder = new ProbeYield.Builder();
        // Half of the items of lists within 0.3 of what is to be reached are among the nearest, none beyond.
        builder.add(0.1, 1_000, 500);
        builder.add(0.29, 1_000, 500);
        builder.add(0.32, 1_000, 0);
        yield = builder.build();
    }

    @Test
    void beginsWithTheListsMostSimilarToTheQueryInTheirOrderInMemory() {
        assertThat(step(plan(1))).containsExactly(92, 93, 94, 95, 96, 97, 98, 99);
    }

    @Test
    void goesOnToListsThatPromiseEnoughAndToNoOther() {
        ProbePlan plan = plan(1);
        step(plan);

        assertThat(plan.advance(1f)).isTrue();
        List<Integer> probed = step(plan);
        while (plan.advance(1f)) {
            probed.addAll(step(plan));
        }

        assertThat(probed)
                .doesNotHaveDuplicates()
                .allSatisfy(list -> assertThat(list).isBetween(65, 91));
        assertThat(probed).contains(80, 91);
    }

    @Test
    void stopsAtOnceWhereNothingIsMissed() {
        ProbePlan plan = plan(1);
        step(plan);

        plan.advance(5f);

        assertThat(step(plan)).isEmpty();
        assertThat(plan.advance(5f)).isFalse();
    }

    @Test
    void takesTheMostSimilarAsLongAsNothingTellsHowNearTheNearestAre() {
        ProbePlan plan = plan(1);
        step(plan);

        plan.advance(Float.NEGATIVE_INFINITY);
        assertThat(step(plan)).first().isEqualTo(68);
        plan.advance(Float.NEGATIVE_INFINITY);
        assertThat(step(plan)).hasSize(68);
        assertThat(plan.advance(Float.NEGATIVE_INFINITY)).isFalse();
    }

    private ProbePlan plan(double missing) {
        return new ProbePlan(lists, Arrays.copyOf(similarities, LISTS), yield, missing);
    }

    private static List<Integer> step(ProbePlan plan) {
        var taken = new ArrayList<Integer>();
        for (int list = 0; list < LISTS; list++) {
            if (plan.takes(list)) {
                taken.add(list);
            }
        }
        return taken;
    }
}
