package dev.tamis.common.contract.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.common.contract.DenseVector;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is stored and found. [ItemRules] says which items are valid.
///
/// @param id unique in its collection, 1 to 256 characters
/// @param fields its text by field name; the texts are embedded and searched lexically, in this order
/// @param attributes what filters test: a string, number, boolean or [dev.tamis.common.contract.GeoPoint], or an array
///     of one of these, by name
/// @param vector its vector; left out, the collection's model makes one from the text
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Item(
        String id,
        Map<String, String> fields,
        Map<String, Object> attributes,
        @Nullable DenseVector vector) {

    public Item {
        id = Objects.requireNonNullElse(id, "");
        fields = ordered(fields);
        attributes = ordered(attributes);
    }

    /// The text that is embedded: the fields that are not blank, in their order, one space between them.
    public String text() {
        return String.join(
                " ", fields.values().stream().filter(text -> !text.isBlank()).toList());
    }

    public Item withVector(DenseVector made) {
        return new Item(id, fields, attributes, made);
    }

    private static <V> Map<String, V> ordered(@Nullable Map<String, V> map) {
        // Not Map.copyOf: the order of the fields counts, and a null value is for ItemRules to report.
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
