package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// The type of an attribute's values, fixed by the first item that has it.
public enum AttributeType {
    @JsonProperty("string")
    STRING,
    @JsonProperty("number")
    NUMBER,
    @JsonProperty("boolean")
    BOOLEAN,
    /// A [dev.tamis.common.contract.GeoPoint].
    @JsonProperty("geo")
    GEO;

    /// In words, as in "a geo point".
    public String words() {
        return this == GEO ? "geo point" : name().toLowerCase(Locale.ROOT);
    }
}
