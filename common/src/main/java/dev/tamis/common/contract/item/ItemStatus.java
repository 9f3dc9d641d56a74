package dev.tamis.common.contract.item;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What became of an item that was sent.
public enum ItemStatus {
    /// Stored, and its vector with it.
    @JsonProperty("stored")
    STORED,
    /// Stored without its vector, because the embedding service could not be reached: found lexically now, and densely
    /// once the gateway has had its text embedded, which it does by itself.
    @JsonProperty("storedWithoutVector")
    STORED_WITHOUT_VECTOR,
    /// Not stored; what was there before is untouched.
    @JsonProperty("failed")
    FAILED
}
