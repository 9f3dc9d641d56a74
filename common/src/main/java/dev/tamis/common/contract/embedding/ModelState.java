package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How far a model is on its way into memory.
public enum ModelState {
    /// Not in memory; the first request for it loads it.
    @JsonProperty("available")
    AVAILABLE,
    /// Being loaded; requests for it wait.
    @JsonProperty("loading")
    LOADING,
    /// In memory.
    @JsonProperty("ready")
    READY,
    /// Cannot be used until what is wrong with it is mended and the service started again.
    @JsonProperty("failed")
    FAILED
}
