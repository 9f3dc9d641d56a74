package dev.tamis.cli.ingest;

import dev.tamis.common.contract.GeoPoint;
import dev.tamis.common.contract.collection.AttributeType;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Attribute values written as text.
final class Values {

    /// As in JSON: no leading zeros, so that article numbers such as 00123 stay text.
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]{1,3})?");

    private static final Pattern POINT =
            Pattern.compile("([+-]?[0-9]+(?:[.][0-9]*)?)\\s*[,;\\s]\\s*([+-]?[0-9]+(?:[.][0-9]*)?)");

    private Values() {}

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    static boolean isBoolean(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    /// @throws IllegalArgumentException if the text is no value of the type
    static Object typed(String text, AttributeType type) {
        String stripped = text.strip();
        return switch (type) {
            case STRING -> text;
            case NUMBER -> {
                try {
                    yield new BigDecimal(stripped);
                } catch (NumberFormatException noNumber) {
                    throw new IllegalArgumentException("'%s' is no number".formatted(text), noNumber);
                }
            }
            case BOOLEAN -> {
                if (!isBoolean(stripped)) {
                    throw new IllegalArgumentException("'%s' is neither true nor false".formatted(text));
                }
                yield Boolean.valueOf(stripped);
            }
            case GEO -> point(stripped);
        };
    }

    private static GeoPoint point(String text) {
        Matcher matcher = POINT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no geo point; write latitude,longitude in degrees, as in 52.5,13.4".formatted(text));
        }
        return new GeoPoint(Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2)));
    }
}
