package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How text is split into terms for lexical search.
public enum Language {
    /// Unicode word breaks, letters parted from digits, lower case, English stop words and Porter stemming.
    @JsonProperty("english")
    ENGLISH,
    /// Unicode word breaks and lower case, for every other language.
    @JsonProperty("none")
    NONE
}
