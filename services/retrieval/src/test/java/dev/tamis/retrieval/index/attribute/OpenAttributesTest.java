package dev.tamis.retrieval.index.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.search.FacetValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OpenAttributesTest {

    private static final int ITEMS = 3_000;

    /// Arrays grow a few times for each: that is when something could go wrong.
    private static final int ROUNDS = 60;

    private final OpenAttributes attributes = new OpenAttributes();

    @Test
    void readersSeeWhatWasPublishedAndNothingElseWhileOneWriterAppends() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                var growing = new OpenAttributes();
                List<Future<?>> readers = List.of(
                        threads.submit(() -> readToTheEnd(growing)), threads.submit(() -> readToTheEnd(growing)));
                for (int i = 0; i < ITEMS; i++) {
                    growing.append(item(i));
                }
                for (Future<?> each : readers) {
                    each.get();
                }
            }
        }
    }

    /// Whatever the number of items it is asked about, an answer is that of just these.
    private static void readToTheEnd(OpenAttributes growing) {
        for (int count = 0; count < ITEMS; ) {
            count = growing.size();
            Filter every = new Filter.Range("serial", null, 0, null, null);
            assertThat(ones(growing, every, count)).isEqualTo(count);
            assertThat(ones(growing, new Filter.Equal("parity", "odd"), count)).isEqualTo(count / 2);
            assertThat(ones(growing, new Filter.In("digits", List.of(1, 2)), count))
                    .isEqualTo(count);
            assertThat(ones(growing, new Filter.Exists("late", true), count)).isEqualTo(Math.max(0, count - ITEMS / 2));
            for (int i = count / 2; i < count; i += 1 + count / 8) {
                assertThat(growing.of(i)).isEqualTo(Values.ofRow(item(i)));
            }
            if (count > 0) {
                assertThat(counts(growing, "parity", count)).contains(new FacetValue("even", (count + 1) / 2));
            }
        }
    }

    @Test
    void anItemWithAValueOfNoTypeIsNotAppendedAtAll() {
        attributes.append(Map.of("good", 1));

        assertThatThrownBy(() -> attributes.append(Map.of("good", 2, "bad", new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");

        attributes.append(Map.of("other", 3));
        assertThat(attributes.of(1)).isEqualTo(Map.of("other", 3.0));
    }

    @Test
    void asksAboutNoMoreItemsThanThereAre() {
        attributes.append(Map.of());

        assertThatThrownBy(() -> attributes.matching(new Filter.Exists("any", true), 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<FacetValue> counts(Attributes attributes, String attribute, int count) {
        var counter = new FacetCounter();
        attributes.count(attribute, Bits.all(count), count, counter);
        return counter.top(FacetValue.MAX_VALUES);
    }

    private static int ones(Attributes attributes, Filter filter, int count) {
        return Arrays.stream(attributes.matching(filter, count))
                .mapToInt(Long::bitCount)
                .sum();
    }

    private static Map<String, Object> item(int i) {
        String parity = i % 2 == 0 ? "even" : "odd";
        List<Integer> digits = List.of(i, 1 + i % 2, i);
        return i < ITEMS / 2
                ? Map.of("serial", i, "parity", parity, "digits", digits)
                : Map.of("serial", i, "parity", parity, "digits", digits, "late", "yes");
    }
}
