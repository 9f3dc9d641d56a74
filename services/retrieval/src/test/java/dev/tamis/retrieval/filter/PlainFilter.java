package dev.tamis.retrieval.filter;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What filters mean, written down as plainly as possible: the measure of everything that compiles them.
///
/// @param items attributes by id
public record PlainFilter(Map<String, Map<String, Object>> items) implements FilterAnswers {

    @Override
    public Set<String> passing(Filter filter) {
        var ids = new TreeSet<String>();
        items.forEach((id, attributes) -> {
            if (passes(attributes, filter)) {
                ids.add(id);
            }
        });
        return ids;
    }

    /// Whether an item with these attributes passes.
    public static boolean passes(Map<String, Object> attributes, Filter filter) {
        return switch (filter) {
            case Filter.All(List<Filter> all) -> all.stream().allMatch(part -> passes(attributes, part));
            case Filter.Any(List<Filter> any) -> any.stream().anyMatch(part -> passes(attributes, part));
            case Filter.Not(Filter part) -> !passes(attributes, part);
            case Filter.Equal(String name, Object value) -> has(attributes, name, each -> isSame(each, value));
            case Filter.In(String name, List<Object> values) ->
                has(attributes, name, each -> values.stream().anyMatch(value -> isSame(each, value)));
            case Filter.Range range -> has(attributes, range.attribute(), each -> lies(each, range));
            case Filter.Exists(String name, boolean exists) -> has(attributes, name, each -> true) == exists;
            case Filter.Prefix(String name, String prefix) ->
                has(attributes, name, each -> each instanceof String text && text.startsWith(prefix));
            case Filter.GeoRadius(String name, GeoPoint near, double metres) ->
                has(
                        attributes,
                        name,
                        each -> each instanceof Map<?, ?> && GeoPoint.of(each).distanceTo(near) <= metres);
        };
    }

    private static boolean has(Map<String, Object> attributes, String name, Predicate<Object> test) {
        Object value = attributes.get(name);
        List<?> values = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        return values.stream().anyMatch(test);
    }

    private static boolean isSame(Object value, Object other) {
        return (value instanceof Number one && other instanceof Number two)
                ? one.doubleValue() == two.doubleValue()
                : value.equals(other);
    }

    private static boolean lies(Object value, Filter.Range range) {
        return holds(value, range.gt(), order -> order > 0)
                && holds(value, range.gte(), order -> order >= 0)
                && holds(value, range.lt(), order -> order < 0)
                && holds(value, range.lte(), order -> order <= 0);
    }

    private static boolean holds(Object value, @Nullable Object bound, Predicate<Integer> test) {
        return switch (bound) {
            case null -> true;
            case Number number ->
                value instanceof Number other
                        && test.test(Double.compare(other.doubleValue() + 0.0, number.doubleValue() + 0.0));
            case String text -> value instanceof String other && test.test(byCodePoint(other, text));
            default -> false;
        };
    }

    private static int byCodePoint(String one, String other) {
        return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
    }
}
