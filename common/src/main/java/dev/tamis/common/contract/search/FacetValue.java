package dev.tamis.common.contract.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many items have a value of an attribute.
///
/// @param value a string, a number (whole ones as `Long`, others as `Double`) or a boolean
/// @param count of items, 1 or more; one that has the value several times counts once
public record FacetValue(Object value, long count) {

    /// Most values that an answer shows of one attribute.
    public static final int MAX_VALUES = 20;

    private static final double MAX_WHOLE = 1L << 53;

    public FacetValue {
        value = value instanceof Number number ? plain(number.doubleValue()) : value;
    }

    /// So that 10 is written as 10, not as 10.0, whoever counted it.
    private static Object plain(double number) {
        return Math.rint(number) == number && Math.abs(number) <= MAX_WHOLE ? (Object) (long) number : number;
    }

    /// The same values by attribute, in the same order, never changed again.
    public static @Nullable Map<String, List<FacetValue>> copyOf(@Nullable Map<String, List<FacetValue>> facets) {
        if (facets == null) {
            return null;
        }
        var copy = new LinkedHashMap<String, List<FacetValue>>();
        facets.forEach((attribute, values) -> copy.put(attribute, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }
}
