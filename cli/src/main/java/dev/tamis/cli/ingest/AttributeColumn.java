package dev.tamis.cli.ingest;

import dev.tamis.common.contract.collection.AttributeType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A column or key that becomes an attribute, as `NAME` or `NAME:TYPE`.
///
/// @param type of its values; null if it is to be seen from them
record AttributeColumn(String name, @Nullable AttributeType type) {

    static AttributeColumn parse(String text) {
        int colon = text.lastIndexOf(':');
        for (AttributeType type : AttributeType.values()) {
            if (colon > 0 && text.substring(colon + 1).equals(type.name().toLowerCase(Locale.ROOT))) {
                return new AttributeColumn(text.substring(0, colon), type);
            }
        }
        return new AttributeColumn(text, null);
    }
}
