package dev.tamis.common.contract.item;

import dev.tamis.common.contract.GeoPoint;
import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which items may be stored. Checked at the gateway, so that one bad line of many is refused alone, and again where
/// items are written.
public final class ItemRules {

    /// Longest id, in characters.
    public static final int MAX_ID_LENGTH = 256;
    /// Longest text of one item over all its fields, in characters.
    public static final int MAX_TEXT_LENGTH = 200_000;
    /// Most text fields, and most attributes, of one item.
    public static final int MAX_NAMES = 100;
    /// Longest name of a field or attribute, in characters.
    public static final int MAX_NAME_LENGTH = 128;
    /// Longest string value of an attribute, in characters.
    public static final int MAX_VALUE_LENGTH = 8_192;
    /// Most values of one attribute.
    public static final int MAX_VALUES = 1_000;

    private ItemRules() {}

    /// What is wrong with an item, in no particular order; empty if it may be stored. Pointers are relative to the
    /// item.
    public static List<FieldError> violations(Item item) {
        var errors = new ArrayList<FieldError>();
        checkId(item.id(), errors);
        checkFields(item.fields(), errors);
        checkAttributes(item.attributes(), errors);
        if (item.vector() != null && item.vector().isZero()) {
            errors.add(new FieldError("#/vector", "is all zeros, so that its cosine is undefined"));
        }
        return errors;
    }

    private static void checkId(String id, List<FieldError> errors) {
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
            errors.add(new FieldError("#/id", "must have 1 to %d characters".formatted(MAX_ID_LENGTH)));
        } else if (id.chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError("#/id", "must not contain control characters"));
        } else {
            checkText("#/id", id, errors);
        }
    }

    private static void checkFields(Map<String, String> fields, List<FieldError> errors) {
        if (fields.size() > MAX_NAMES) {
            errors.add(new FieldError("#/fields", "has %d fields, at most %d".formatted(fields.size(), MAX_NAMES)));
        }
        long length = 0;
        for (Map.Entry<String, @Nullable String> field : entries(fields)) {
            String pointer = "#/fields/" + Problem.pointerToken(field.getKey());
            checkName(pointer, field.getKey(), errors);
            String text = field.getValue();
            if (text == null) {
                errors.add(new FieldError(pointer, "must be a string; leave the field out if there is no text"));
            } else {
                checkText(pointer, text, errors);
                length += text.length();
            }
        }
        if (length > MAX_TEXT_LENGTH) {
            errors.add(new FieldError(
                    "#/fields",
                    "the text has %,d characters, at most %,d; store long documents as several items"
                            .formatted(length, MAX_TEXT_LENGTH)));
        }
    }

    private static void checkAttributes(Map<String, Object> attributes, List<FieldError> errors) {
        if (attributes.size() > MAX_NAMES) {
            errors.add(new FieldError(
                    "#/attributes", "has %d attributes, at most %d".formatted(attributes.size(), MAX_NAMES)));
        }
        for (Map.Entry<String, @Nullable Object> attribute : entries(attributes)) {
            String pointer = "#/attributes/" + Problem.pointerToken(attribute.getKey());
            checkName(pointer, attribute.getKey(), errors);
            if (attribute.getValue() instanceof List<?> values) {
                if (values.size() > MAX_VALUES) {
                    errors.add(
                            new FieldError(pointer, "has %d values, at most %d".formatted(values.size(), MAX_VALUES)));
                }
                for (int i = 0; i < values.size(); i++) {
                    checkValue(pointer + "/" + i, values.get(i), errors);
                }
            } else {
                checkValue(pointer, attribute.getValue(), errors);
            }
        }
    }

    private static void checkValue(String pointer, @Nullable Object value, List<FieldError> errors) {
        switch (value) {
            case String string
            when string.length() > MAX_VALUE_LENGTH ->
                errors.add(new FieldError(
                        pointer, "has %,d characters, at most %,d".formatted(string.length(), MAX_VALUE_LENGTH)));
            case String string -> checkText(pointer, string, errors);
            case Number number when Double.isFinite(number.doubleValue()) -> {}
            case Boolean ignored -> {}
            case Map<?, ?> json
            when json.containsKey("lat") || json.containsKey("lon") -> checkPoint(pointer, json, errors);
            case null ->
                errors.add(new FieldError(pointer, "must not be null; leave the attribute out if it has no value"));
            default ->
                errors.add(new FieldError(
                        pointer,
                        "must be a string, a finite number, a boolean, a geo point {\"lat\": LATITUDE, \"lon\": LONGITUDE},"
                                + " or an array of one of these"));
        }
    }

    private static void checkPoint(String pointer, Map<?, ?> json, List<FieldError> errors) {
        try {
            GeoPoint.of(json);
        } catch (IllegalArgumentException wrong) {
            errors.add(new FieldError(pointer, String.valueOf(wrong.getMessage())));
        }
    }

    private static void checkName(String pointer, String name, List<FieldError> errors) {
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            errors.add(new FieldError(pointer, "a name has 1 to %d characters".formatted(MAX_NAME_LENGTH)));
        } else {
            checkText(pointer, name, errors);
        }
    }

    private static void checkText(String pointer, String text, List<FieldError> errors) {
        String violation = Texts.violation(text);
        if (violation != null) {
            errors.add(new FieldError(pointer, violation));
        }
    }

    /// JSON gives nulls that the map's type does not admit.
    @SuppressWarnings("unchecked")
    private static <V> Iterable<Map.Entry<String, @Nullable V>> entries(Map<String, V> map) {
        return (Iterable<Map.Entry<String, @Nullable V>>) (Iterable<?>) map.entrySet();
    }
}
