package dev.tamis.retrieval.lexical;

import dev.tamis.common.contract.GeoPoint;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.StringField;

/// How attributes are indexed for filters: a field for each name and type of value, one entry a value, and one field
/// that holds the names of the attributes that have a value.
///
/// Lucene keeps latitude and longitude in 32 bits each: a point moves by up to 1 cm.
final class AttributeFields {

    /// Its terms are names of attributes. No field of values is named like it: they have a dot.
    static final String NAMES = "attribute";

    private AttributeFields() {}

    static void add(Map<String, Object> attributes, Document to) {
        attributes.forEach((name, value) -> {
            List<?> values = value instanceof List<?> list ? list : List.of(value);
            values.forEach(each -> to.add(field(name, each)));
            if (!values.isEmpty()) {
                to.add(new StringField(NAMES, name, Field.Store.NO));
            }
        });
    }

    private static Field field(String name, Object value) {
        return switch (value) {
            case String string -> new StringField(strings(name), string, Field.Store.NO);
            case Boolean flag -> new StringField(booleans(name), flag.toString(), Field.Store.NO);
            case Number number -> new DoublePoint(numbers(name), float64(number));
            case Map<?, ?> json -> {
                GeoPoint point = GeoPoint.of(json);
                yield new LatLonPoint(points(name), point.lat(), point.lon());
            }
            default -> throw new IllegalArgumentException("attribute '" + name + "' has a value of no type: " + value);
        };
    }

    static String strings(String attribute) {
        return "string." + attribute;
    }

    static String booleans(String attribute) {
        return "boolean." + attribute;
    }

    static String numbers(String attribute) {
        return "number." + attribute;
    }

    static String points(String attribute) {
        return "geo." + attribute;
    }

    /// Points order -0 below 0; adding 0 makes the two one, as in SQL.
    static double float64(Number number) {
        return number.doubleValue() + 0.0;
    }
}
