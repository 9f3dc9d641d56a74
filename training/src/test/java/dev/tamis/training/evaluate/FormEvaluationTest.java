package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.data.Pair;
import dev.tamis.training.data.Rows;
import dev.tamis.training.fit.PrincipalComponents;
import dev.tamis.training.fit.Synthetic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormEvaluationTest {

    private static final int D = Synthetic.DIMENSION;

    private final JudgedSet set = Synthetic.matched(1_000, 60);
    private final Forms forms = new Forms(set, set.queries().mean(), 2);
    private final FormEvaluation evaluation = new FormEvaluation(set, 2);

    @Test
    void findsAllOfTheExactAnswersByTheFullVectors() {
        assertThat(evaluation.measure(forms.plain(D)).alone().recallOfExact10()).isEqualTo(1);
    }

    @Test
    void findsInThePrincipalComponentsWhatIsSpreadOverAllValues() {
        JudgedSet turned = Synthetic.turned(set);
        var spread = new Forms(turned, turned.queries().mean(), 2);
        var measured = new FormEvaluation(turned, 2);
        var components = PrincipalComponents.of(turned.items(), turned.items().mean());

        double plain = measured.measure(spread.plain(24)).alone().recallOfExact10();
        double principal =
                measured.measure(spread.principal(components, 24)).alone().recallOfExact10();

        double all = measured.measure(spread.principal(components, D)).alone().recallOfExact10();
        assertThat(plain).isLessThan(0.8);
        // Centring alone changes the order; the eight components that are left out change nothing.
        assertThat(principal).isGreaterThan(0.8).isCloseTo(all, within(0.01));
    }

    @Test
    void ranksCodesByWhatTheyKeep() {
        double signs = evaluation.measure(forms.centredSigns(D, 1)).alone().recallOfExact10();
        double moreSigns =
                evaluation.measure(forms.centredSigns(4 * D, 1)).alone().recallOfExact10();
        double estimate = evaluation.measure(forms.rabitq(1, 1)).alone().recallOfExact10();
        double fourBits = evaluation.measure(forms.rabitq(4, 1)).alone().recallOfExact10();

        assertThat(estimate).isGreaterThan(signs);
        assertThat(moreSigns).isGreaterThan(signs);
        assertThat(fourBits).isGreaterThan(0.85);
    }

    @Test
    void rescoringMoreFindsMore() {
        FormQuality quality = evaluation.measure(forms.signs(D, 1));

        assertThat(quality.rescored100().recallOfExact10())
                .isGreaterThan(quality.alone().recallOfExact10());
        assertThat(quality.rescored200().recallOfExact10())
                .isGreaterThanOrEqualTo(quality.rescored100().recallOfExact10());
        assertThat(quality.bytesPerItem()).isEqualTo(D / 8.0);
    }

    @Test
    void measuresOnlyQueriesThatHaveARelevantItemAndLeavesCopiesOut() {
        Rows items = new Rows(new float[] {1, 0, 0.8f, 0.6f, 0, 1}, 2);
        Rows queries = new Rows(new float[] {1, 0, 0, 1}, 2);
        var judged =
                new JudgedSet("judged", items, queries, List.of(new Pair(0, 1, 1), new Pair(1, 0, 0)), Map.of(0, 0));

        var measured = new FormEvaluation(judged, 1);

        assertThat(measured.judged()).isEqualTo(1);
        assertThat(measured.exact().ndcg10()).isEqualTo(1, within(1e-9));
    }
}
