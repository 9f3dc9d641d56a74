package dev.tamis.common.contract.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where a fitted model stands.
public enum FittedState {
    /// Registered and checked; not activated yet.
    @JsonProperty("candidate")
    CANDIDATE,
    /// The one of its kind that its collection uses.
    @JsonProperty("active")
    ACTIVE,
    /// Was active.
    @JsonProperty("retired")
    RETIRED,
    /// Was found broken after it was registered.
    @JsonProperty("refused")
    REFUSED
}
