package dev.tamis.embedding.encode;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How texts are encoded.
///
/// @param threads texts encoded at once; 0 for as many as there are processors
/// @param patience how long a request waits for its texts before those still waiting are dropped
@Validated
@ConfigurationProperties("tamis.embedding")
record EncodingProperties(
        @DefaultValue("0") @Min(0) int threads,
        @DefaultValue("5m") @DurationMin(millis = 1) Duration patience) {

    /// The number of workers, at least 1.
    int workers() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
