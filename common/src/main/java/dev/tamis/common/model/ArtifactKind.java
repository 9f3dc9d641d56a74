package dev.tamis.common.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What a fitted model is for.
public enum ArtifactKind {
    /// A linear map from a model's vectors to nested shorter ones; see [Projection].
    @JsonProperty("projection")
    PROJECTION,
    /// A map from vectors to codes of one, two or four bits a dimension; see [RecurrentCodes].
    @JsonProperty("codes")
    CODES,
    /// A map from scores to probabilities of relevance.
    @JsonProperty("relevance")
    RELEVANCE,
    /// An order of hits for a user.
    @JsonProperty("ranking")
    RANKING;

    /// Its name as JSON has it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
