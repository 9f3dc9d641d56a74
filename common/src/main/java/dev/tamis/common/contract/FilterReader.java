package dev.tamis.common.contract;

import dev.tamis.common.contract.Filter.All;
import dev.tamis.common.contract.Filter.Any;
import dev.tamis.common.contract.Filter.Equal;
import dev.tamis.common.contract.Filter.Exists;
import dev.tamis.common.contract.Filter.GeoRadius;
import dev.tamis.common.contract.Filter.In;
import dev.tamis.common.contract.Filter.Not;
import dev.tamis.common.contract.Filter.Prefix;
import dev.tamis.common.contract.Filter.Range;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the JSON forms of filters.
final class FilterReader {

    private static final Set<String> BOUNDS = Set.of("gt", "gte", "lt", "lte");
    private static final Set<String> CIRCLE = Set.of("near", "within");
    private static final Set<String> SINGLE = Set.of("equals", "in", "exists", "prefix");
    private static final String CONDITIONS = "equals, in, bounds gt, gte, lt, lte, exists, prefix, or near with within";

    private FilterReader() {}

    static Filter read(Map<String, @Nullable Object> json) {
        if (json.containsKey("all")) {
            return new All(parts("all", json));
        }
        if (json.containsKey("any")) {
            return new Any(parts("any", json));
        }
        if (json.containsKey("not")) {
            if (json.size() == 1 && json.get("not") instanceof Map<?, ?> part) {
                return new Not(part("not", part));
            }
            throw new IllegalArgumentException("'not' stands alone in its filter and holds one filter");
        }
        if (!(json.get("attribute") instanceof String attribute)) {
            throw new IllegalArgumentException(
                    "a filter is {\"attribute\": NAME, then %s} or {\"all\": [filters]}, {\"any\": [filters]}, {\"not\": filter}"
                            .formatted(CONDITIONS));
        }
        requireOneCondition(attribute, json);
        return condition(attribute, json);
    }

    private static List<Filter> parts(String name, Map<String, @Nullable Object> json) {
        if (json.size() == 1 && json.get(name) instanceof List<?> parts) {
            return parts.stream().map(each -> part(name, each)).toList();
        }
        throw new IllegalArgumentException(
                "'%s' stands alone in its filter and holds an array of filters".formatted(name));
    }

    private static Filter part(String within, @Nullable Object part) {
        if (!(part instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("'%s' holds filters, not %s".formatted(within, part));
        }
        var json = new HashMap<String, @Nullable Object>();
        map.forEach((name, value) -> json.put(String.valueOf(name), value));
        return read(json);
    }

    private static void requireOneCondition(String attribute, Map<String, @Nullable Object> json) {
        Set<String> operators = new LinkedHashSet<>(json.keySet());
        operators.remove("attribute");
        if (operators.isEmpty() || !operators.stream().allMatch(FilterReader::isKnown)) {
            throw new IllegalArgumentException("the filter on '%s' has %s; it takes %s"
                    .formatted(attribute, operators.isEmpty() ? "no condition" : quoted(operators), CONDITIONS));
        }
        if (operators.size() > 1 && !BOUNDS.containsAll(operators) && !CIRCLE.containsAll(operators)) {
            throw new IllegalArgumentException("the filter on '%s' mixes %s; put each into its own filter inside 'all'"
                    .formatted(attribute, quoted(operators)));
        }
    }

    private static boolean isKnown(String operator) {
        return SINGLE.contains(operator) || BOUNDS.contains(operator) || CIRCLE.contains(operator);
    }

    private static Filter condition(String attribute, Map<String, @Nullable Object> json) {
        if (json.containsKey("equals")) {
            return new Equal(attribute, FilterValues.value(attribute, json.get("equals")));
        }
        if (json.containsKey("in")) {
            return in(attribute, json.get("in"));
        }
        if (json.containsKey("exists")) {
            if (json.get("exists") instanceof Boolean exists) {
                return new Exists(attribute, exists);
            }
            throw new IllegalArgumentException("'exists' of attribute '" + attribute + "' is true or false");
        }
        if (json.containsKey("prefix")) {
            if (json.get("prefix") instanceof String prefix) {
                return new Prefix(attribute, prefix);
            }
            throw new IllegalArgumentException("'prefix' of attribute '" + attribute + "' is not a string");
        }
        if (json.containsKey("near") || json.containsKey("within")) {
            return circle(attribute, json.get("near"), json.get("within"));
        }
        return new Range(attribute, json.get("gt"), json.get("gte"), json.get("lt"), json.get("lte"));
    }

    private static Filter in(String attribute, @Nullable Object in) {
        if (!(in instanceof List<?> values)) {
            throw new IllegalArgumentException("'in' of attribute '" + attribute + "' is not an array");
        }
        return new In(
                attribute,
                values.stream().map(each -> FilterValues.value(attribute, each)).toList());
    }

    private static Filter circle(String attribute, @Nullable Object near, @Nullable Object within) {
        if (near == null || !(within instanceof Number metres)) {
            throw new IllegalArgumentException(
                    "the filter on '%s' needs both near, a geo point, and within, a number of metres"
                            .formatted(attribute));
        }
        return new GeoRadius(attribute, GeoPoint.of(near), metres.doubleValue());
    }

    private static String quoted(Set<String> names) {
        return names.stream().sorted().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
