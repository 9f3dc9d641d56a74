package dev.tamis.common.contract.job;

import java.util.List;

/// Jobs, the newest first.
public record Jobs(List<Job> jobs) {

    public Jobs {
        jobs = List.copyOf(jobs);
    }
}
