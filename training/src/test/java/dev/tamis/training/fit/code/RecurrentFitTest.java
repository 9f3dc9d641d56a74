package dev.tamis.training.fit.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.model.RecurrentCodes;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.evaluate.FormEvaluation;
import dev.tamis.training.evaluate.Forms;
import dev.tamis.training.fit.FitObserver;
import dev.tamis.training.fit.FitResult;
import dev.tamis.training.fit.Label;
import dev.tamis.training.fit.Synthetic;
import org.junit.jupiter.api.Test;

class RecurrentFitTest {

    private static final Label LABEL = new Label("test", null, null);
    private static final int D = Synthetic.DIMENSION;

    private final JudgedSet set = Synthetic.matched(800, 200);

    @Test
    void findsMoreOfTheExactAnswersWithEveryPlane() {
        FitResult result = fit(3, 60);

        RecurrentCodes codes = RecurrentCodes.of(result.artifact());
        assertThat(recall(set, codes, 2)).isGreaterThan(recall(set, codes, 1) + 0.05);
        assertThat(recall(set, codes, 4)).isGreaterThan(recall(set, codes, 2) + 0.05);
        assertThat(recall(set, codes, 4)).isGreaterThan(0.7);
    }

    @Test
    void startsAtScalarQuantisation() {
        var start = fit(1, 20).curve().points().getFirst();

        assertThat(start.scores()).hasSize(2);
        assertThat(start.scores().getLast()).isGreaterThan(0.4);
    }

    @Test
    void getsBetterWhereQueriesDifferInOtherDirectionsThanItems() {
        FitResult result = new RecurrentFit(1, D, 32, Synthetic.options(120, 20, 0.03))
                .fit(Synthetic.mismatched(800, 200), LABEL, FitObserver.NONE, null);

        var ends = result.curve().startAndBest();
        assertThat(result.curve().views()).containsExactly("1-bit", "2-bit");
        assertThat(ends.getLast().score()).isGreaterThan(ends.getFirst().score());
    }

    @Test
    void makesFewerBitsThanTheVectorsHaveDimensions() {
        var result = new RecurrentFit(0, 16, 8, Synthetic.options(10, 10)).fit(set, LABEL, FitObserver.NONE, null);

        assertThat(RecurrentCodes.of(result.artifact()).dimension()).isEqualTo(16);
    }

    @Test
    void givesTheSameForTheSameSeed() {
        assertThat(fit(1, 20).artifact().weights())
                .isEqualTo(fit(1, 20).artifact().weights());
    }

    @Test
    void letsQueriesOfAnotherSpaceFindItemsByTheCodesThatTheyHave() {
        FitResult old = fit(1, 60);
        // A new model whose vectors are the old ones in another rotation.
        JudgedSet turned = Synthetic.turned(set);

        FitResult result = new RecurrentFit(1, D, 32, Synthetic.options(20, 20))
                .fitQueries(turned, old.artifact(), set.items(), LABEL, FitObserver.NONE, null);

        RecurrentCodes before = RecurrentCodes.of(old.artifact());
        RecurrentCodes after = RecurrentCodes.of(result.artifact());
        for (int i = 0; i < 50; i++) {
            assertThat(item(after, set.items().row(i)))
                    .isEqualTo(item(before, set.items().row(i)));
        }
        assertThat(result.curve().points().getFirst().score())
                .isGreaterThan(0.8 * old.curve().startAndBest().getLast().score());
    }

    private FitResult fit(int levels, int steps) {
        return new RecurrentFit(levels, D, 32, Synthetic.options(steps, 20, 0.01))
                .fit(set, LABEL, FitObserver.NONE, null);
    }

    private static double recall(JudgedSet set, RecurrentCodes codes, int planes) {
        var forms = new Forms(set, set.queries().mean(), 2);
        return new FormEvaluation(set, 2)
                .measure(forms.recurrent(codes, planes))
                .alone()
                .recallOfExact10();
    }

    private static long[] item(RecurrentCodes codes, float[] vector) {
        long[] planes = new long[codes.words()];
        codes.encodeItem(vector, planes);
        return planes;
    }
}
