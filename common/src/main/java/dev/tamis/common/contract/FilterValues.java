package dev.tamis.common.contract;

import org.jspecify.annotations.Nullable;

/// The values that filters compare with.
final class FilterValues {

    private FilterValues() {}

    /// Numbers become `Double`, so that 1, 1.0 and 1e0 are one value.
    static Object value(String attribute, @Nullable Object value) {
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

    static @Nullable Object bound(String attribute, @Nullable Object value) {
        if (value instanceof Boolean) {
            throw new IllegalArgumentException("attribute '" + attribute + "': booleans have no order, use equals");
        }
        return value == null ? null : value(attribute, value);
    }
}
