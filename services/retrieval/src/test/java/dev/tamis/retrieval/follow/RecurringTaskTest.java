package dev.tamis.retrieval.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RecurringTaskTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Semaphore turns = new Semaphore(0);

    @AfterEach
    void close() {
        clock.shutdownNow();
        workers.shutdownNow();
    }

    @Test
    void isDoneAgainAfterItsPauseThoughNobodyWakesIt() throws InterruptedException {
        var task = task(Duration.ofMillis(1));

        task.wake();

        assertThat(turns.tryAcquire(5, 20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void wakingItWhileItIsDoneHasItDoneOnceMore() throws InterruptedException {
        var held = new CountDownLatch(1);
        var running = new AtomicInteger();
        var task = new RecurringTask(
                () -> {
                    assertThat(running.incrementAndGet()).as("at a time").isEqualTo(1);
                    turns.release();
                    await(held);
                    running.decrementAndGet();
                    return true;
                },
                () -> NEVER,
                clock,
                workers);
        task.wake();
        turns.acquire();

        task.wake();
        task.wake();
        held.countDown();

        assertThat(turns.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        workers.shutdown();
        assertThat(workers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(turns.availablePermits()).isZero();
    }

    @Test
    void isNeverDoneAgainOnceItIsOver() throws InterruptedException {
        var task = new RecurringTask(
                () -> {
                    turns.release();
                    return false;
                },
                () -> Duration.ZERO,
                clock,
                workers);

        task.wake();
        task.join();
        task.wake();

        workers.shutdown();
        assertThat(workers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(turns.availablePermits()).isEqualTo(1);
    }

    private RecurringTask task(Duration pause) {
        return new RecurringTask(
                () -> {
                    turns.release();
                    return true;
                },
                () -> pause,
                clock,
                workers);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
