package dev.tamis.embedding.schedule;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How many texts are run at once, and how many wait.
///
/// @param threads batches of queries run at once, and of documents; 0 for as many as there are processors
/// @param queueTokens tokens of queries that may wait, and of documents; beyond, requests are refused
/// @param batchTexts most texts of one batch
/// @param batchTokens most tokens of one batch
/// @param patience how long a request waits for its texts before those still waiting are dropped
@Validated
@ConfigurationProperties("tamis.embedding")
record ScheduleProperties(
        @DefaultValue("0") @Min(0) int threads,
        @DefaultValue("262144") @Min(1) long queueTokens,
        @DefaultValue("32") @Min(1) int batchTexts,
        @DefaultValue("2048") @Min(1) int batchTokens,
        @DefaultValue("5m") @DurationMin(millis = 1) Duration patience) {

    /// The number of threads, at least 1.
    int workers() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    BatchLimits batch() {
        return new BatchLimits(batchTexts, batchTokens);
    }
}
