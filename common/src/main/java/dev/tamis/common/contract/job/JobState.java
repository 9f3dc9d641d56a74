package dev.tamis.common.contract.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where a job is.
public enum JobState {
    /// Waits for a worker: new, or put back by one that was stopped.
    @JsonProperty("queued")
    QUEUED,
    /// A worker is on it, or was until it died a moment ago; another then goes on with it.
    @JsonProperty("running")
    RUNNING,
    /// Done.
    @JsonProperty("succeeded")
    SUCCEEDED,
    /// Ended by a problem.
    @JsonProperty("failed")
    FAILED,
    /// Ended because that was asked for.
    @JsonProperty("cancelled")
    CANCELLED;

    /// Whether nothing will change any more.
    public boolean isFinished() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
