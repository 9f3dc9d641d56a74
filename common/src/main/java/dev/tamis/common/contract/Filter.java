package dev.tamis.common.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which items of a collection may answer, by their attributes.
///
/// In JSON, one of
///
/// ```
/// {"attribute": "brand", "equals": "Acme"}
/// {"attribute": "colour", "in": ["red", "blue"]}
/// {"attribute": "price", "gte": 10, "lt": 50}
/// {"all": [ filter, ... ]}
/// ```
///
/// Values are strings, finite numbers (compared as float64) or booleans. An attribute with several values passes when
/// one
/// of them does; an item without the attribute never passes.
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Filter {

    /// Every one of `all` holds; an empty list lets every item pass.
    record All(List<Filter> all) implements Filter {
        public All {
            all = List.copyOf(all);
        }
    }

    /// The attribute has this value.
    record Equal(String attribute, Object equals) implements Filter {
        public Equal {
            equals = value(attribute, equals);
        }
    }

    /// The attribute has one of these values, at least one.
    record In(String attribute, List<Object> in) implements Filter {
        public In {
            if (in.isEmpty()) {
                throw new IllegalArgumentException("'in' of attribute '" + attribute + "' names no value");
            }
            in = in.stream().map(each -> value(attribute, each)).toList();
        }
    }

    /// The attribute lies within all the bounds given, at least one; numbers by size, strings by code point.
    record Range(
            String attribute,
            @Nullable Object gt,
            @Nullable Object gte,
            @Nullable Object lt,
            @Nullable Object lte) implements Filter {

        public Range {
            gt = bound(attribute, gt);
            gte = bound(attribute, gte);
            lt = bound(attribute, lt);
            lte = bound(attribute, lte);
            if (gt == null && gte == null && lt == null && lte == null) {
                throw new IllegalArgumentException("a range over attribute '" + attribute + "' needs a bound");
            }
        }
    }

    Set<String> OPERATORS = Set.of("equals", "in", "gt", "gte", "lt", "lte");

    /// Reads the JSON forms above.
    ///
    /// @throws IllegalArgumentException saying what is wrong and what would be right
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Filter fromJson(Map<String, @Nullable Object> json) {
        if (json.containsKey("all")) {
            if (json.size() == 1 && json.get("all") instanceof List<?> parts) {
                return new All(parts.stream().map(Filter::part).toList());
            }
            throw new IllegalArgumentException("'all' stands alone in its filter and holds an array of filters");
        }
        if (!(json.get("attribute") instanceof String attribute)) {
            throw new IllegalArgumentException(
                    "a filter is {\"attribute\": NAME, then equals, in, or bounds gt, gte, lt, lte} or {\"all\": [filters]}");
        }
        Set<String> operators = new LinkedHashSet<>(json.keySet());
        operators.remove("attribute");
        if (operators.isEmpty() || !OPERATORS.containsAll(operators)) {
            throw new IllegalArgumentException(
                    "the filter on '%s' has %s; it takes equals, in, or bounds gt, gte, lt, lte"
                            .formatted(attribute, operators.isEmpty() ? "no condition" : quoted(operators)));
        }
        if (operators.size() > 1 && (operators.contains("equals") || operators.contains("in"))) {
            throw new IllegalArgumentException("the filter on '%s' mixes %s; put each into its own filter inside 'all'"
                    .formatted(attribute, quoted(operators)));
        }
        if (json.containsKey("equals")) {
            return new Equal(attribute, value(attribute, json.get("equals")));
        }
        if (json.containsKey("in")) {
            if (!(json.get("in") instanceof List<?> values)) {
                throw new IllegalArgumentException("'in' of attribute '" + attribute + "' is not an array");
            }
            return new In(
                    attribute,
                    values.stream().map(each -> value(attribute, each)).toList());
        }
        return new Range(attribute, json.get("gt"), json.get("gte"), json.get("lt"), json.get("lte"));
    }

    private static Filter part(@Nullable Object part) {
        if (!(part instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("'all' holds filters, not " + part);
        }
        var json = new HashMap<String, @Nullable Object>();
        map.forEach((name, value) -> json.put(String.valueOf(name), value));
        return fromJson(json);
    }

    private static @Nullable Object bound(String attribute, @Nullable Object value) {
        if (value instanceof Boolean) {
            throw new IllegalArgumentException("attribute '" + attribute + "': booleans have no order, use equals");
        }
        return value == null ? null : value(attribute, value);
    }

    /// Numbers become `Double`, so that 1, 1.0 and 1e0 are one value.
    private static Object value(String attribute, @Nullable Object value) {
        return switch (value) {
            case String string -> string;
            case Boolean flag -> flag;
            case Number number when Double.isFinite(number.doubleValue()) -> number.doubleValue();
            case null, default ->
                throw new IllegalArgumentException(
                        "attribute '%s': a value is a string, a finite number or a boolean, not %s"
                                .formatted(attribute, value));
        };
    }

    private static String quoted(Set<String> names) {
        return names.stream().sorted().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
