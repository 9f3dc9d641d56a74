package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How far a collection's change to another embedding model is.
public enum UpgradeState {
    /// Items are copied beside the ones that are searched.
    @JsonProperty("copying")
    COPYING,
    /// All are copied, and some wait for a vector of the new model.
    @JsonProperty("embedding")
    EMBEDDING,
    /// All have their vectors, and an index does not hold all of them yet.
    @JsonProperty("indexing")
    INDEXING,
    /// Searches can go over to the new model.
    @JsonProperty("ready")
    READY,
    /// Searches are answered from the new model's vectors; the old ones are kept up for a way back.
    @JsonProperty("switched")
    SWITCHED
}
