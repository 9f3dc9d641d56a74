package dev.tamis.cli.job;

import dev.tamis.cli.terminal.Failure;
import dev.tamis.client.TamisClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Saves the reports of jobs.
public final class JobReport {

    private JobReport() {}

    /// Writes the report of a job to a file.
    ///
    /// @throws Failure if there is none, or it cannot be written
    public static void write(TamisClient tamis, UUID job, Path file) {
        String page = tamis.jobReport(job).orElseThrow(() -> Failure.failed("job %s has no report".formatted(job)));
        try {
            Files.writeString(file, page);
        } catch (IOException failed) {
            throw Failure.failed("the report cannot be written to %s: %s".formatted(file, failed));
        }
    }
}
