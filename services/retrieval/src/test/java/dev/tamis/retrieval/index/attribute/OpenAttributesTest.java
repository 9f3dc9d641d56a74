package dev.tamis.retrieval.index.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.search.FacetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OpenAttributesTest {

    private static final int ITEMS = 30_000;

    private final OpenAttributes attributes = new OpenAttributes();

    @Test
    void readersSeeWhatWasPublishedAndNothingElseWhileOneWriterAppends() throws Exception {
        try (var threads = Executors.newFixedThreadPool(3)) {
            var readers = new ArrayList<Future<Integer>>();
            for (Callable<Integer> reader : List.<Callable<Integer>>of(this::readToTheEnd, this::readToTheEnd)) {
                readers.add(threads.submit(reader));
            }
            for (int i = 0; i < ITEMS; i++) {
                attributes.append(item(i));
            }
            for (Future<Integer> each : readers) {
                assertThat(each.get()).as("rounds of one reader").isPositive();
            }
        }
    }

    /// Whatever the number of items it is asked about, an answer is that of just these.
    private int readToTheEnd() {
        int rounds = 0;
        for (int count = 0; count < ITEMS; rounds++) {
            count = attributes.size();
            assertThat(ones(new Filter.Range("serial", null, 0, null, null), count))
                    .isEqualTo(count);
            assertThat(ones(new Filter.Equal("parity", "odd"), count)).isEqualTo(count / 2);
            assertThat(ones(new Filter.In("digits", List.of(1, 2)), count)).isEqualTo(count);
            assertThat(ones(new Filter.Exists("late", true), count)).isEqualTo(Math.max(0, count - ITEMS / 2));
            if (count > 0) {
                assertThat(attributes.of(count - 1)).isEqualTo(Values.ofRow(item(count - 1)));
                assertThat(count("parity", count)).contains(new FacetValue("even", (count + 1) / 2));
            }
        }
        return rounds;
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

    private List<FacetValue> count(String attribute, int count) {
        var counter = new FacetCounter();
        attributes.count(attribute, Bits.all(count), count, counter);
        return counter.top(FacetValue.MAX_VALUES);
    }

    private int ones(Filter filter, int count) {
        int ones = 0;
        for (long word : attributes.matching(filter, count)) {
            ones += Long.bitCount(word);
        }
        return ones;
    }

    private static Map<String, Object> item(int i) {
        String parity = i % 2 == 0 ? "even" : "odd";
        List<Integer> digits = List.of(i, 1 + i % 2, i);
        return i < ITEMS / 2
                ? Map.of("serial", i, "parity", parity, "digits", digits)
                : Map.of("serial", i, "parity", parity, "digits", digits, "late", "yes");
    }
}
