package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a vector is written in an embedding response. The first two are OpenAI's, the others write whole numbers as
/// Cohere's `embeddings_by_type` does, for vectors of norm 1.
public enum EncodingFormat {
    /// An array of numbers.
    @JsonProperty("float")
    FLOAT,
    /// Base64 of little-endian float32 values.
    @JsonProperty("base64")
    BASE64,
    /// One number a dimension, -127 to 127: 127 times the value, rounded.
    @JsonProperty("int8")
    INT8,
    /// One number a dimension, 1 to 255: that of `int8`, plus 128.
    @JsonProperty("uint8")
    UINT8,
    /// One number for eight dimensions, -128 to 127: that of `ubinary`, minus 128.
    @JsonProperty("binary")
    BINARY,
    /// One number for eight dimensions, 0 to 255: their signs as bits, 1 for a positive value, the first dimension in
    /// the highest bit. Where the dimensions are no multiple of eight, the last bits are 0.
    @JsonProperty("ubinary")
    UBINARY
}
