package dev.tamis.embedding.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.embedding.InputType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private static final BatchLimits LIMITS = new BatchLimits(4, 2_048);

    private final WordRunner alone = new WordRunner(false);
    private final WordRunner together = new WordRunner(true);
    private final FairQueue queue = new FairQueue();

    @Test
    void theTextsOfOneCallerAreTakenInTheirOrder() {
        add(alone, "a", text("1", 400), text("2", 3), text("3", 512), text("4", 512));

        assertThat(takeAll()).containsExactly("1", "2", "3", "4");
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.tokens()).isZero();
    }

    @Test
    void aCallerWithOneTextIsServedAfterOneTurnOfTheOthersHoweverMuchTheyQueued() {
        for (int i = 0; i < 1_000; i++) {
            add(alone, "flood", text("f" + i, 512));
        }
        add(alone, "small", text("s", 512));

        assertThat(takeAll().subList(0, 3)).containsExactly("f0", "s", "f1");
    }

    @Test
    void callersGetEqualSharesOfTokensWhateverTheLengthsOfTheirTexts() {
        var random = new SplittableRandom(7);
        Map<String, Long> taken = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            add(alone, "short", text("s", random.nextInt(1, 30)));
            add(alone, "mixed", text("m", random.nextInt(1, 513)));
            add(alone, "long", text("l", 512));
        }

        for (long tokens = 0; tokens < 30_000; ) {
            Text<?, ?> next = queue.take(LIMITS).getFirst();
            taken.merge(next.caller, (long) next.tokens, Long::sum);
            tokens += next.tokens;
        }

        assertThat(taken.values()).allSatisfy(tokens -> assertThat(tokens).isBetween(9_000L, 11_100L));
    }

    @Test
    void aBatchHoldsTextsWithinATenthOfEachOthersLengthTheNearestFirst() {
        add(
                together,
                "a",
                text("first", 100),
                text("far", 111),
                text("near", 101),
                text("shorter", 95),
                text("tiny", 5));

        assertThat(take()).isEqualTo("first+near+shorter");
        assertThat(takeAll()).containsExactly("far", "tiny");
    }

    @Test
    void aBatchKeepsToItsLimitsOfTextsAndTokens() {
        for (int i = 0; i < 6; i++) {
            add(together, "a", text("t" + i, 10));
        }
        for (int i = 0; i < 6; i++) {
            add(together, "a", text("l" + i, 1_000));
        }

        assertThat(takeAll()).containsExactly("t0+t1+t2+t3", "t4+t5", "l0+l1", "l2+l3", "l4+l5");
    }

    @Test
    void theTextsOfAnotherCallerMayShareABatchAndAreChargedToIt() {
        add(together, "a", text("a1", 500), text("a2", 20));
        add(together, "b", text("b1", 500), text("b2", 490), text("b3", 200));
        add(alone, "c", text("c1", 400));

        assertThat(take()).isEqualTo("a1+b1+b2");
        // b has had more than its turn: c comes first.
        assertThat(takeAll()).containsExactly("c1", "a2", "b3");
    }

    @Test
    void textsOfModelsWhoseVectorsDependOnTheirBatchAreTakenAlone() {
        add(alone, "a", text("1", 10), text("2", 10));

        assertThat(takeAll()).containsExactly("1", "2");
    }

    @Test
    void textsOfDifferentRunnersNeverShareABatch() {
        add(together, "a", text("1", 10));
        add(new WordRunner(true), "a", text("2", 10));

        assertThat(takeAll()).containsExactly("1", "2");
    }

    @Test
    void aTextThatIsRemovedIsNeitherTakenNorABatchMateNorCounted() {
        add(together, "a", text("1", 10));
        Text<?, ?> unwanted = added(together, "b", text("unwanted", 10));
        add(together, "b", text("2", 10));

        assertThat(queue.remove(unwanted)).isTrue();
        assertThat(queue.remove(unwanted)).isFalse();

        assertThat(queue.tokens()).isEqualTo(20);
        assertThat(queue.tokens("b")).isEqualTo(10);
        assertThat(takeAll()).containsExactly("1+2");
        assertThat(queue.callers()).isZero();
    }

    @Test
    void everythingAddedIsTakenExactlyOnceWhateverTheMix() {
        long seed = 11;
        var random = new SplittableRandom(seed);
        List<String> names = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            names.add("t" + i);
            add(
                    random.nextBoolean() ? together : alone,
                    "c" + random.nextInt(9),
                    text("t" + i, random.nextInt(1, 700)));
            if (random.nextInt(4) == 0) {
                taken.addAll(List.of(take().split("\\+", -1)));
            }
        }
        takeAll().forEach(batch -> taken.addAll(List.of(batch.split("\\+", -1))));

        assertThat(taken).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(names);
        assertThat(queue.tokens()).isZero();
    }

    private static String text(String name, int words) {
        return WordRunner.text(name, words);
    }

    private void add(WordRunner runner, String caller, String... texts) {
        for (String text : texts) {
            added(runner, caller, text);
        }
    }

    private Text<?, ?> added(WordRunner runner, String caller, String text) {
        var queued = new Text<>(runner, text, caller, InputType.DOCUMENT, 0);
        queue.add(queued);
        return queued;
    }

    /// Names of the texts of the next batch.
    private String take() {
        return String.join(
                "+",
                queue.take(LIMITS).stream()
                        .map(text -> WordRunner.name((String) text.content))
                        .toList());
    }

    private List<String> takeAll() {
        List<String> batches = new ArrayList<>();
        while (!queue.isEmpty()) {
            batches.add(take());
        }
        return batches;
    }
}
