package dev.tamis.client;

import dev.tamis.common.contract.job.Job;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows a job to its end over as many connections as it takes.
final class JobWatch {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Transport transport;
    private final UUID id;
    private final Duration patience;
    private @Nullable Job last;
    private long heardAt = System.nanoTime();

    /// @param patience how long a gateway may be away
    JobWatch(Transport transport, UUID id, Duration patience) {
        this.transport = transport;
        this.id = id;
        this.patience = patience;
    }

    Job follow(Consumer<Job> listener) {
        while (true) {
            try {
                transport.events("/v1/jobs/" + id + "/events", last == null ? 0 : last.version(), job -> {
                    last = job;
                    heardAt = System.nanoTime();
                    listener.accept(job);
                });
                heardAt = System.nanoTime(); // it answered, if only to say that it stops
            } catch (TamisException failed) {
                if (!failed.isTransient() || System.nanoTime() - heardAt > patience.toNanos()) {
                    throw failed;
                }
            }
            if (last != null && last.state().isFinished()) {
                return last;
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw TamisException.unanswered("interrupted while watching job " + id, stopped);
        }
    }
}
