package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.search.FacetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Sums over several [Attributes] how often each value of one attribute occurs. For one thread.
///
/// Each of them hands in its counts in the order of the values, so that the sums are made by merging: no more
/// values are made into objects than comparing them takes, whatever their number.
public final class FacetCounter {

    /// Of two values the one to drop first: the rarer one, and of equally frequent ones the higher.
    private static final Comparator<FacetValue> WORST_FIRST =
            Comparator.comparingLong(FacetValue::count).thenComparing(FacetValue::value, FacetCounter::descending);

    private static final Comparator<ValueCounts> BY_VALUE =
            (one, other) -> Values.ORDER.compare(one.value(), other.value());

    private final List<ValueCounts> counted = new ArrayList<>();

    void add(ValueCounts counts) {
        counted.add(counts);
    }

    /// The most frequent values, of equally frequent ones the lower first: strings by code point, `false` before
    /// `true`. It takes what was counted so far with it: counting begins anew.
    ///
    /// @param limit of how many values, 1 or more
    public List<FacetValue> top(int limit) {
        var next = new PriorityQueue<>(BY_VALUE);
        for (ValueCounts each : counted) {
            advance(each, next);
        }
        counted.clear();
        var best = new PriorityQueue<>(WORST_FIRST);
        while (!next.isEmpty()) {
            ValueCounts lowest = next.remove();
            ValueCounts holder = lowest;
            long count = lowest.count();
            Object value = next.isEmpty() ? null : lowest.value();
            while (value != null && !next.isEmpty() && next.element().value().equals(value)) {
                ValueCounts same = next.remove();
                count += same.count();
                advance(same, next);
            }
            if (best.size() < limit || count > best.element().count()) {
                best.add(new FacetValue(holder.value(), count));
                if (best.size() > limit) {
                    best.remove();
                }
            }
            advance(lowest, next);
        }
        return best.stream().sorted(WORST_FIRST.reversed()).toList();
    }

    private static void advance(ValueCounts counts, PriorityQueue<ValueCounts> next) {
        if (counts.next()) {
            next.add(counts);
        }
    }

    private static int descending(Object one, Object other) {
        return Values.ORDER.compare(Values.of(other), Values.of(one));
    }
}
