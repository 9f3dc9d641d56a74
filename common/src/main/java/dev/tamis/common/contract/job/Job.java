package dev.tamis.common.contract.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.common.contract.Problem;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job as it is at one moment.
///
/// @param kind what is done
/// @param collection what it is done with
/// @param parameters as they were given; of long values only how long they are
/// @param cancelRequested whether somebody wants it to end; a worker heeds that within moments
/// @param done how much is done, in units
/// @param total how much there is to do, in units; absent while that is not known
/// @param unit what is counted, in the plural: `items`
/// @param rate units a second of the attempt that runs or ran last; absent before its first progress
/// @param secondsLeft how long it may still take; only while it runs and that can be told
/// @param metrics what the kind measures, by name
/// @param result what came of it; only where it succeeded
/// @param error why it failed; only where it did
/// @param hint why it still waits; only where it does, and that is known
/// @param attempt how often it was started; more than once if a worker died or was stopped
/// @param version grows with every change; the id of its events
/// @param startedAt when it was first started
/// @param updatedAt when it last changed
/// @param finishedAt when it ended, one way or another
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Job(
        UUID id,
        String kind,
        String collection,
        Map<String, Object> parameters,
        JobState state,
        boolean cancelRequested,
        long done,
        @Nullable Long total,
        String unit,
        @Nullable Double rate,
        @Nullable Long secondsLeft,
        Map<String, Double> metrics,
        @Nullable Map<String, Object> result,
        @Nullable Problem error,
        @Nullable String hint,
        int attempt,
        long version,
        Instant createdAt,
        @Nullable Instant startedAt,
        Instant updatedAt,
        @Nullable Instant finishedAt) {}
