package dev.tamis.cli.job;

import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.Progress;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.job.Job;
import java.util.UUID;

/// Shows how far a job is, until it has finished.
public final class JobFollower {

    private JobFollower() {}

    /// @return the finished job
    public static Job follow(TamisClient tamis, UUID id, Console console) {
        Job finished;
        try (var progress = new Progress(console)) {
            finished = tamis.watchJob(id, job -> progress.update(share(job), () -> JobText.progress(job)));
        }
        console.err().println(JobText.end(finished));
        return finished;
    }

    private static double share(Job job) {
        return job.total() == null || job.total() == 0 ? 0 : (double) job.done() / job.total();
    }
}
