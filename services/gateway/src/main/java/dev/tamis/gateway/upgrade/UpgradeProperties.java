package dev.tamis.gateway.upgrade;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How collections change their model.
///
/// @param copyItems items that are copied at a time
/// @param look how often to look how far it is
/// @param outagePause how long to wait for a service that does not answer, before it is tried again
/// @param shadowPatience how long to wait for the next live query to compare the models on
/// @param switchPatience how long a switch, or the way back, may take to make the vectors and to await the
///     indexes of what was written a moment ago
@Validated
@ConfigurationProperties("tamis.gateway.upgrade")
record UpgradeProperties(
        @Min(1) @Max(1_000) @DefaultValue("1000") int copyItems,
        @DefaultValue("500ms") Duration look,
        @DefaultValue("3s") Duration outagePause,
        @DefaultValue("10s") Duration shadowPatience,
        @DefaultValue("10s") Duration switchPatience) {}
