package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.GeoPoint;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values of attributes in the one form in which they are kept and compared.
final class Values {

    /// Booleans, then numbers, strings by code point, and points from south to north.
    static final Comparator<Object> ORDER = Values::compare;

    private Values() {}

    /// An item's attributes with each value as [#of] has it, in lists too.
    static Map<String, Object> ofRow(Map<String, Object> attributes) {
        var row = new LinkedHashMap<String, Object>();
        attributes.forEach((name, value) -> row.put(
                name,
                value instanceof List<?> list ? list.stream().map(Values::of).toList() : of(value)));
        return row;
    }

    /// The value as a `Boolean`, `Double` (never -0), `String` or `GeoPoint`.
    ///
    /// @throws IllegalArgumentException if it is of no such type
    static Object of(Object value) {
        return switch (value) {
            case String string -> string;
            case Boolean flag -> flag;
            case Number number -> number.doubleValue() + 0.0;
            default -> GeoPoint.of(value);
        };
    }

    static byte[] utf8(String string) {
        return string.getBytes(StandardCharsets.UTF_8);
    }

    private static int compare(Object one, Object other) {
        if (one instanceof Boolean a && other instanceof Boolean b) {
            return a.compareTo(b);
        }
        if (one instanceof Double a && other instanceof Double b) {
            return a.compareTo(b);
        }
        if (one instanceof String a && other instanceof String b) {
            return compareCodePoints(a, b);
        }
        if (one instanceof GeoPoint a && other instanceof GeoPoint b) {
            int byLat = Double.compare(a.lat(), b.lat());
            return byLat != 0 ? byLat : Double.compare(a.lon(), b.lon());
        }
        return Integer.compare(kind(one), kind(other));
    }

    private static int compareCodePoints(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b)
                        && Math.min(a, b) >= Character.MIN_SURROGATE;
                return surrogates ? Character.compare(b, a) : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static int kind(Object value) {
        return switch (value) {
            case Boolean ignored -> 0;
            case Double ignored -> 1;
            case String ignored -> 2;
            default -> 3;
        };
    }
}
