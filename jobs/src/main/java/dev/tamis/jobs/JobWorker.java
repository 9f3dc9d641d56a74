package dev.tamis.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.tamis.jobs.Running.Stop;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Runs the jobs of some kinds, so many at a time. Several workers share a queue; each job is with one of them, and
/// when that one dies, with the next.
///
/// db-scheduler says who has a job and when a worker counts as dead. The number of the attempt sees to it that a
/// worker that only seemed dead changes nothing any more. And a worker that cannot reach the database stops its
/// jobs before another may take them for dead, so that no two work on one job as long as handlers stop when told
/// to.
public final class JobWorker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JobWorker.class);
    private static final int HEARTBEATS_OF_THE_DEAD = 4;
    private static final int HEARTBEATS_OF_THE_LOST = 2;
    private static final Duration PURGE_PAUSE = Duration.ofHours(1);
    /// A worker knows only its own kinds, and must not remove the jobs of others.
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final Attempts attempts;
    private final List<String> kinds;
    private final JobProperties properties;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final JobRunner runner;
    private final Scheduler scheduler;
    private final Thread pulse = Thread.ofPlatform().daemon().name("jobs-pulse").unstarted(this::pulse);
    private boolean away = true;
    private boolean started;
    private long purgeAt = System.nanoTime();
    private long announceAt = System.nanoTime();

    public JobWorker(DataSource dataSource, List<? extends JobHandler<?>> handlers, JobProperties properties) {
        this.attempts = new Attempts(dataSource);
        this.kinds = handlers.stream().<String>map(JobHandler::kind).toList();
        this.properties = properties;
        this.runner = new JobRunner(attempts, properties, closing);
        List<Task<?>> tasks = handlers.stream().<Task<?>>map(this::task).toList();
        this.scheduler = Scheduler.create(dataSource, tasks)
                .tableName(JobQueue.EXECUTIONS)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .schedulerName(new SchedulerName.Fixed(
                        ManagementFactory.getRuntimeMXBean().getName()))
                .threads(properties.threads())
                .pollingInterval(properties.poll())
                .heartbeatInterval(properties.heartbeat())
                .missedHeartbeatsLimit(HEARTBEATS_OF_THE_DEAD)
                .shutdownMaxWait(properties.shutdownWait())
                .deleteUnresolvedAfter(NEVER)
                .build();
    }

    private Task<Void> task(JobHandler<?> handler) {
        return Tasks.custom(handler.kind(), Void.class)
                .onDeadExecutionRevive()
                // Nothing of a handler comes this far: the database failed.
                .onFailure((done, execution) -> execution.reschedule(done, inAWhile()))
                .execute((instance, context) -> run(handler, instance, context));
    }

    private CompletionHandler<Void> run(JobHandler<?> handler, TaskInstance<Void> instance, ExecutionContext context) {
        return switch (runner.run(handler, UUID.fromString(instance.getId()), context.getExecution().version)) {
            case REMOVE -> (done, execution) -> unlessLost(execution::remove);
            case AGAIN -> (done, execution) -> unlessLost(() -> execution.reschedule(done, inAWhile()));
            case LEAVE -> (done, execution) -> {};
        };
    }

    private static void unlessLost(Runnable change) {
        try {
            change.run();
        } catch (ExecutionException lost) {
            log.atDebug().addKeyValue("cause", lost.getMessage()).log("another worker has the job by now");
        }
    }

    private Instant inAWhile() {
        return Instant.now().plus(properties.poll());
    }

    /// Starts, and returns at once: jobs begin when the database is there and has its tables.
    public void start() {
        pulse.start();
    }

    /// Looks for jobs now rather than at the next poll.
    public void wake() {
        scheduler.triggerCheckForDueExecutions();
    }

    private void pulse() {
        try {
            do {
                beat();
            } while (!closing.await(properties.pulse().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        try {
            attempts.probe();
            runner.forEach(Running::beat);
            if (System.nanoTime() - announceAt >= 0) {
                attempts.announce(kinds, properties.heartbeat().multipliedBy(HEARTBEATS_OF_THE_DEAD));
                announceAt = System.nanoTime() + properties.heartbeat().toNanos();
            }
            if (System.nanoTime() - purgeAt >= 0) {
                attempts.purge(properties.keep());
                purgeAt = System.nanoTime() + PURGE_PAUSE.toNanos();
            }
            goOn();
        } catch (DataAccessException | TransactionException absent) {
            rest(absent);
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).log("progress of jobs was not written, it is tried again");
        }
        runner.forEach(each -> each.stopIfUnconfirmed(properties.heartbeat().multipliedBy(HEARTBEATS_OF_THE_LOST)));
    }

    private void goOn() {
        if (!started) {
            started = true;
            scheduler.start();
        } else if (away) {
            scheduler.resume();
            log.info("database is there, jobs go on");
        }
        away = false;
    }

    private void rest(RuntimeException absent) {
        if (!away) {
            away = true;
            scheduler.pause();
            log.atWarn().addKeyValue("cause", absent.getMessage()).log("database unavailable, no job begins");
        }
    }

    /// Stops its jobs, and puts them back for another worker or the next start.
    @Override
    public void close() {
        closing.countDown();
        runner.forEach(each -> each.stop(Stop.CLOSING));
        try {
            pulse.join(properties.shutdownWait()); // so that it does not start what is about to be stopped
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        scheduler.stop();
    }
}
