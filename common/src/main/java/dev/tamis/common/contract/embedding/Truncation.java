package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What is done with a text of more tokens than the model reads.
public enum Truncation {
    /// The request is refused.
    @JsonProperty("NONE")
    NONE,
    /// The end of the text is left out.
    @JsonProperty("END")
    END
}
