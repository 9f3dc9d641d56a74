package dev.tamis.gateway.job;

import dev.tamis.common.contract.job.Job;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Server-sent events of a job. Every event is the whole job with its version as id, so that one who comes back
/// with the last id that it saw misses nothing that counts.
@Component
class JobEvents {

    /// Proxies cut what is silent for longer, and writing tells whether anybody still listens.
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final JobWatch watch;
    private final JsonMapper json;

    JobEvents(JobWatch watch, JsonMapper json) {
        this.watch = watch;
        this.json = json;
    }

    /// Writes an event for every change until the job has finished, or this process stops.
    ///
    /// @param seen version that the listener knows; 0 if none
    /// @throws IOException if nobody listens any more
    void write(Job now, long seen, OutputStream out) throws IOException, InterruptedException {
        Job job = now;
        if (job.version() > seen) {
            send(event(job), out);
        }
        while (!job.state().isFinished() && !watch.isClosed()) {
            Optional<Job> newer = watch.newer(job.id(), job.version(), KEEP_ALIVE);
            send(newer.map(this::event).orElse(":\n\n"), out);
            job = newer.orElse(job);
        }
    }

    private String event(Job job) {
        return "id: %d\ndata: %s\n\n".formatted(job.version(), json.writeValueAsString(job));
    }

    private static void send(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
