package dev.tamis.gateway.job;

import dev.tamis.common.contract.job.Job;
import dev.tamis.jobs.JobProperties;
import dev.tamis.jobs.JobQueue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Waits for changes of jobs, wherever these run. However many wait, the database is asked one question a moment,
/// and none while nobody waits.
@Component
class JobWatch {

    private static final Logger log = LoggerFactory.getLogger(JobWatch.class);

    private final JobQueue queue;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Lock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Map<UUID, Integer> waiting = new HashMap<>();
    private final Map<UUID, Job> latest = new HashMap<>();

    JobWatch(JobQueue queue, JobProperties properties) {
        this.queue = queue;
        this.pause = properties.pulse();
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        Thread.ofVirtual().name("job-watch").start(this::run);
    }

    /// Waits until a job is newer than a version.
    ///
    /// @return the job as it is then; empty if that takes too long, or if this is closed
    Optional<Job> newer(UUID id, long version, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            waiting.merge(id, 1, Integer::sum);
            change.signalAll();
            long left = patience.toNanos();
            while (left > 0 && !isClosed()) {
                Job job = latest.get(id);
                if (job != null && job.version() > version) {
                    return Optional.of(job);
                }
                left = change.awaitNanos(left);
            }
            return Optional.empty();
        } finally {
            if (waiting.merge(id, -1, Integer::sum) == 0) {
                waiting.remove(id);
                latest.remove(id);
            }
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run() {
        try {
            do {
                look(waitedFor());
            } while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is waited for, as soon as something is; nothing if this is closed first.
    private List<UUID> waitedFor() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !isClosed()) {
                change.await();
            }
            return List.copyOf(waiting.keySet());
        } finally {
            lock.unlock();
        }
    }

    private void look(List<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        List<Job> jobs;
        try {
            jobs = queue.find(ids);
        } catch (DataAccessException away) {
            log.atDebug().addKeyValue("cause", away.getMessage()).log("no look at jobs, the database is away");
            return;
        }
        lock.lock();
        try {
            jobs.stream().filter(job -> waiting.containsKey(job.id())).forEach(job -> latest.put(job.id(), job));
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends every wait, before the server waits for its requests to end.
    @EventListener(ContextClosedEvent.class)
    void close() {
        lock.lock();
        try {
            closed.countDown();
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
