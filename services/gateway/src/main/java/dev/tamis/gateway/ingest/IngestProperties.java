package dev.tamis.gateway.ingest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How items are taken in.
///
/// @param maxLine longest line of a bulk request
/// @param batchItems items that are embedded and written together
/// @param batchSize bytes of lines from which on a batch is not added to
/// @param window batches of one bulk request that are embedded at a time
/// @param embeddingPause for how long a bulk request stores items without vectors once embedding failed, before it
///     tries again
/// @param spoolMemory bytes of one bulk answer that are kept in memory; the rest waits in a temporary file
/// @param backfillPause time between two looks for items that wait for their vectors
/// @param backfillItems how many of them are embedded together
@Validated
@ConfigurationProperties("tamis.gateway.ingest")
record IngestProperties(
        @DefaultValue("1MB") DataSize maxLine,
        @Min(1) @Max(1_000) @DefaultValue("32") int batchItems,
        @DefaultValue("2MB") DataSize batchSize,
        @Min(1) @DefaultValue("4") int window,
        @DefaultValue("5s") Duration embeddingPause,
        @DefaultValue("4MB") DataSize spoolMemory,
        @DefaultValue("3s") Duration backfillPause,
        @Min(1) @Max(1_000) @DefaultValue("32") int backfillItems) {}
