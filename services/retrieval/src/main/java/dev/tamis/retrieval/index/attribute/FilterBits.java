package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import java.util.List;
import java.util.function.Function;

/// Puts filters together from the conditions on single attributes.
final class FilterBits {

    private FilterBits() {}

    /// The ordinals below a count that pass.
    ///
    /// @param condition the ordinals that pass a filter that holds no other filter, as an array of their own
    static long[] of(Filter filter, int count, Function<Filter, long[]> condition) {
        return switch (filter) {
            case Filter.All(List<Filter> parts) -> {
                long[] bits = Bits.all(count);
                parts.forEach(part -> Bits.and(bits, of(part, count, condition)));
                yield bits;
            }
            case Filter.Any(List<Filter> parts) -> {
                long[] bits = Bits.none(count);
                parts.forEach(part -> Bits.or(bits, of(part, count, condition)));
                yield bits;
            }
            case Filter.Not(Filter part) -> {
                long[] bits = of(part, count, condition);
                Bits.not(bits, count);
                yield bits;
            }
            case Filter.Exists(String attribute, boolean exists)
            when !exists -> {
                long[] bits = condition.apply(new Filter.Exists(attribute, true));
                Bits.not(bits, count);
                yield bits;
            }
            case Filter.Equal _, Filter.In _, Filter.Range _, Filter.Exists _, Filter.Prefix _, Filter.GeoRadius _ ->
                condition.apply(filter);
        };
    }

    /// The attribute of a filter that holds no other filter.
    static String attribute(Filter condition) {
        return switch (condition) {
            case Filter.Equal equal -> equal.attribute();
            case Filter.In in -> in.attribute();
            case Filter.Range range -> range.attribute();
            case Filter.Exists exists -> exists.attribute();
            case Filter.Prefix prefix -> prefix.attribute();
            case Filter.GeoRadius circle -> circle.attribute();
            case Filter.All _, Filter.Any _, Filter.Not _ ->
                throw new IllegalArgumentException("no condition on one attribute: " + condition);
        };
    }
}
