package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How much of a model is run: a smaller size stops at an earlier layer, for models trained to be stopped there.
public enum SizeName {
    @JsonProperty("small")
    SMALL,
    @JsonProperty("medium")
    MEDIUM,
    @JsonProperty("full")
    FULL
}
