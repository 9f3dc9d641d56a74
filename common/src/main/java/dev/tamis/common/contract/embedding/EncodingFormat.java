package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a vector is written in an embedding response.
public enum EncodingFormat {
    /// An array of numbers.
    @JsonProperty("float")
    FLOAT,
    /// Base64 of little-endian float32 values.
    @JsonProperty("base64")
    BASE64
}
