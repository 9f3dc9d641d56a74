package dev.tamis.training.fit.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.model.Projection;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.data.Pair;
import dev.tamis.training.evaluate.FormEvaluation;
import dev.tamis.training.evaluate.Forms;
import dev.tamis.training.fit.FitCancelledException;
import dev.tamis.training.fit.FitObserver;
import dev.tamis.training.fit.FitOptions;
import dev.tamis.training.fit.FitResult;
import dev.tamis.training.fit.Label;
import dev.tamis.training.fit.PrincipalComponents;
import dev.tamis.training.fit.Synthetic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectionFitTest {

    private static final List<Integer> SIZES = List.of(8, 16, 32);
    private static final Label LABEL = new Label("test", null, null);

    private final JudgedSet mismatched = Synthetic.mismatched(800, 300);

    @TempDir
    Path folder;

    @Test
    void isBetterThanPrincipalComponentsWhereQueriesDifferInOtherDirectionsThanItems() {
        JudgedSet fit = part(mismatched, 0, 200);
        JudgedSet heldOut = part(mismatched, 200, 300);

        FitResult result = fit(fit, Synthetic.options(200, 50), FitObserver.NONE, null);

        var forms = new Forms(heldOut, fit.queries().mean(), 2);
        var evaluation = new FormEvaluation(heldOut, 2);
        var components = PrincipalComponents.of(fit.items(), fit.items().mean());
        double start =
                evaluation.measure(forms.principal(components, 8)).alone().recallOfExact10();
        double fitted = evaluation
                .measure(forms.projected(Projection.of(result.artifact()), 8))
                .alone()
                .recallOfExact10();
        // Never near 1: a prefix of norm 1 does not tell how long the rest of an item is.
        assertThat(start).isLessThan(0.1);
        assertThat(fitted).isGreaterThan(start + 0.15);
    }

    @Test
    void isNeverWorseThanItsStartOnTheQueriesThatChoose() {
        FitOptions hasty = new FitOptions(40, 64, 4, 32, 200, 0.3, 10, 0, 0.05, 0, 20, 10, 0.25, 5, 2);

        FitResult result = fit(Synthetic.matched(400, 100), hasty, FitObserver.NONE, null);

        var ends = result.curve().startAndBest();
        assertThat(ends.getLast().score())
                .isGreaterThanOrEqualTo(ends.getFirst().score());
    }

    @Test
    void givesTheSameForTheSameSeedAndAnotherForAnother() {
        FitOptions options = Synthetic.options(30, 30);

        FitResult first = fit(mismatched, options, FitObserver.NONE, null);
        FitResult second = fit(mismatched, options, FitObserver.NONE, null);
        FitResult other = fit(mismatched, options.withSeed(6), FitObserver.NONE, null);

        assertThat(second.artifact().weights()).isEqualTo(first.artifact().weights());
        assertThat(second.curve()).isEqualTo(first.curve());
        assertThat(other.curve()).isNotEqualTo(first.curve());
    }

    @Test
    void goesOnFromItsCheckpointAsIfItHadNotBeenInterrupted() {
        FitOptions options = Synthetic.options(60, 20);
        Path checkpoint = folder.resolve("fit");

        assertThatThrownBy(() -> fit(mismatched, options, progress -> progress.step() < 45, checkpoint))
                .isInstanceOf(FitCancelledException.class);
        List<Integer> steps = new ArrayList<>();
        FitResult resumed = fit(mismatched, options, progress -> steps.add(progress.step()), checkpoint);

        FitResult whole = fit(mismatched, options, FitObserver.NONE, null);
        assertThat(steps).first().isEqualTo(41);
        assertThat(resumed.artifact().weights()).isEqualTo(whole.artifact().weights());
        assertThat(resumed.curve()).isEqualTo(whole.curve());
    }

    @Test
    void takesNoCheckpointOfOtherOptions() {
        Path checkpoint = folder.resolve("fit");
        fit(mismatched, Synthetic.options(20, 20), FitObserver.NONE, checkpoint);

        List<Integer> steps = new ArrayList<>();
        fit(mismatched, Synthetic.options(21, 20), progress -> steps.add(progress.step()), checkpoint);

        assertThat(steps).first().isEqualTo(1);
    }

    @Test
    void endsAtOnceWhenItsObserverSaysSo() {
        List<Integer> steps = new ArrayList<>();

        assertThatThrownBy(() -> fit(
                        mismatched,
                        Synthetic.options(500, 500),
                        progress -> steps.add(progress.step()) && progress.step() < 3,
                        null))
                .isInstanceOf(FitCancelledException.class)
                .hasMessageContaining("3");

        assertThat(steps).containsExactly(1, 2, 3);
    }

    @Test
    void stopsEarlyWhenItGetsNoBetter() {
        FitOptions still = new FitOptions(500, 16, 2, 16, 50, 0.3, 1e-12, 0, 0.05, 0, 5, 3, 0.25, 5, 2);

        FitResult result = fit(Synthetic.matched(200, 60), still, FitObserver.NONE, null);

        assertThat(result.curve().points()).hasSize(4);
        assertThat(result.curve().best()).isZero();
    }

    @Test
    void letsItemsStandInWhereThereAreNoQueries() {
        JudgedSet matched = Synthetic.matched(400, 1);
        JudgedSet itemsOnly =
                JudgedSet.unlabelled("items", matched.items(), matched.queries().select(new int[0]));

        FitResult result = fit(itemsOnly, Synthetic.options(20, 10), FitObserver.NONE, null);

        assertThat(result.artifact().manifest().data().queries()).isZero();
        assertThat(result.curve().points().getFirst().score()).isBetween(0.1, 1.0);
    }

    @Test
    void choosesByJudgmentsWhereThereAreEnough() {
        List<Pair> pairs = new ArrayList<>();
        for (int query = 0; query < 300; query++) {
            pairs.add(new Pair(query, query, 1));
            pairs.add(new Pair(query, query + 300, 0));
        }
        var judged = new JudgedSet("judged", mismatched.items(), mismatched.queries(), pairs, Map.of());

        FitResult result = fit(judged, Synthetic.options(20, 10), FitObserver.NONE, null);

        assertThat(result.artifact().manifest().metrics())
                .containsKeys("validation.ndcg@10.8", "validation.start.ndcg@10.8");
        assertThat(result.artifact().manifest().data().pairs()).isEqualTo(300);
    }

    @Test
    void saysInTheManifestWhatItWasFittedOnAndHow() {
        FitResult result = fit(mismatched, Synthetic.options(10, 10), FitObserver.NONE, null);

        var manifest = result.artifact().manifest();
        assertThat(manifest.data().description()).isEqualTo("mismatched");
        assertThat(manifest.data().items()).isEqualTo(800);
        assertThat(manifest.data().sha256()).hasSize(64);
        assertThat(manifest.hyperParameters()).containsEntry("sizes", SIZES).containsEntry("steps", 10);
        assertThat(manifest.metrics()).containsKey("validation.recallOfExact@10.8");
    }

    private static FitResult fit(JudgedSet set, FitOptions options, FitObserver observer, @Nullable Path checkpoint) {
        return new ProjectionFit(SIZES, options).fit(set, LABEL, observer, checkpoint);
    }

    private static JudgedSet part(JudgedSet set, int from, int to) {
        int[] some = IntStream.range(from, to).toArray();
        return JudgedSet.unlabelled(
                set.description(), set.items(), set.queries().select(some));
    }
}
