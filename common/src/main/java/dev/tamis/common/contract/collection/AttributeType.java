package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The type of an attribute's values, fixed by the first item that has it.
public enum AttributeType {
    @JsonProperty("string")
    STRING,
    @JsonProperty("number")
    NUMBER,
    @JsonProperty("boolean")
    BOOLEAN
}
