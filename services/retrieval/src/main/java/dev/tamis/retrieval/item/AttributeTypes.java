package dev.tamis.retrieval.item;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.collection.AttributeType;
import dev.tamis.retrieval.collection.AttributeCatalog;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The types of a collection's attributes while items are added to it: the first item that has an attribute fixes
/// its type.
final class AttributeTypes {

    private final Map<String, AttributeType> known;
    private final SortedMap<String, AttributeType> fresh = new TreeMap<>();

    AttributeTypes(Map<String, AttributeType> known) {
        this.known = new HashMap<>(known);
    }

    /// Attributes that were not known before.
    SortedMap<String, AttributeType> fresh() {
        return fresh;
    }

    /// Checks the attributes of an item that is valid otherwise, and learns from it unless something is wrong.
    ///
    /// @return what is wrong; pointers are relative to the item
    List<FieldError> admit(Map<String, Object> attributes) {
        var errors = new ArrayList<FieldError>();
        var learnt = new HashMap<String, AttributeType>();
        attributes.forEach((name, value) -> {
            String pointer = "#/attributes/" + Problem.pointerToken(name);
            List<?> values = value instanceof List<?> list ? list : List.of(value);
            AttributeType type = known.get(name);
            for (Object each : values) {
                AttributeType actual = typeOf(each);
                if (type == null) {
                    type = actual;
                    learnt.put(name, actual);
                }
                String error = violation(name, type, actual, each);
                if (error != null) {
                    errors.add(new FieldError(pointer, error));
                    break;
                }
            }
        });
        if (errors.isEmpty() && known.size() + learnt.size() > AttributeCatalog.MAX_ATTRIBUTES) {
            errors.add(new FieldError(
                    "#/attributes",
                    "the collection would have more than %,d attributes; name them after what they describe, not after their values"
                            .formatted(AttributeCatalog.MAX_ATTRIBUTES)));
        }
        if (errors.isEmpty()) {
            known.putAll(learnt);
            fresh.putAll(learnt);
        }
        return errors;
    }

    private @Nullable String violation(String name, AttributeType type, AttributeType actual, Object value) {
        if (type == actual) {
            return value instanceof Number number && !isFloat64(number)
                    ? "%s is not a float64, as numbers are compared; send it as a string".formatted(number)
                    : null;
        }
        return known.containsKey(name)
                ? "is a %s, but attribute '%s' of this collection is a %s, as its first item had it"
                        .formatted(actual.words(), name, type.words())
                : "mixes a %s and a %s; the values of one attribute have one type"
                        .formatted(type.words(), actual.words());
    }

    private static AttributeType typeOf(Object value) {
        return switch (value) {
            case String ignored -> AttributeType.STRING;
            case Number ignored -> AttributeType.NUMBER;
            case Boolean ignored -> AttributeType.BOOLEAN;
            case Map<?, ?> ignored -> AttributeType.GEO;
            default -> throw new IllegalArgumentException("not the value of an attribute: " + value);
        };
    }

    /// Whole numbers that float64 rounds would be found under another number than the one stored.
    private static boolean isFloat64(Number number) {
        return switch (number) {
            case Long whole -> isExact(BigInteger.valueOf(whole));
            case BigInteger whole -> isExact(whole);
            default -> true;
        };
    }

    private static boolean isExact(BigInteger whole) {
        double rounded = whole.doubleValue();
        return Double.isFinite(rounded) && new BigDecimal(rounded).compareTo(new BigDecimal(whole)) == 0;
    }
}
