package dev.tamis.gateway.upgrade;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a job of the kind `upgrade` is to do.
///
/// @param model embedding model that the collection is to have
/// @param itemsPerSecond most items embedded a second; 0, the default, for as many as it can
/// @param switching when searches go over to the new model; by itself, if absent
/// @param shadowQueries on how many live queries the models are compared before that; 100 by default
/// @param estimateOnly whether to end after saying how long it would take
record UpgradeParameters(
        @NotBlank String model,
        @PositiveOrZero @Nullable Double itemsPerSecond,
        @JsonProperty("switch") @Nullable Switching switching,
        @Min(0) @Max(10_000) @Nullable Integer shadowQueries,
        @Nullable Boolean estimateOnly) {

    private static final int SHADOW_QUERIES = 100;

    enum Switching {
        /// As soon as everything is ready.
        @JsonProperty("automatic")
        AUTOMATIC,
        /// When somebody asks for it.
        @JsonProperty("manual")
        MANUAL
    }

    /// 0 if there is no limit.
    double rate() {
        return Objects.requireNonNullElse(itemsPerSecond, 0.0);
    }

    int comparisons() {
        return Objects.requireNonNullElse(shadowQueries, SHADOW_QUERIES);
    }

    boolean isAutomatic() {
        return switching != Switching.MANUAL;
    }

    boolean isEstimateOnly() {
        return Boolean.TRUE.equals(estimateOnly);
    }
}
