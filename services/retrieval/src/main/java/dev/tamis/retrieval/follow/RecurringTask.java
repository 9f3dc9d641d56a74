package dev.tamis.retrieval.follow;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A task that is done whenever it is woken and every so often, never twice at a time, until it says that it is over.
/// While it waits it holds no thread.
final class RecurringTask {

    private final BooleanSupplier task;
    private final Supplier<Duration> pause;
    private final ScheduledExecutorService clock;
    private final Executor workers;
    private final CountDownLatch over = new CountDownLatch(1);

    private boolean running;
    private boolean again;
    private @Nullable Future<?> next;

    /// @param task returns false once it is over
    /// @param pause from the end of one turn to the next that nobody asks for
    RecurringTask(BooleanSupplier task, Supplier<Duration> pause, ScheduledExecutorService clock, Executor workers) {
        this.task = task;
        this.pause = pause;
        this.clock = clock;
        this.workers = workers;
    }

    /// Has a turn begin after this call.
    synchronized void wake() {
        if (over.getCount() == 0) {
            return;
        }
        if (running) {
            again = true;
            return;
        }
        running = true;
        if (next != null) {
            next.cancel(false);
        }
        workers.execute(this::turn);
    }

    /// Waits until it is over.
    void join() throws InterruptedException {
        over.await();
    }

    private void turn() {
        synchronized (this) {
            again = false;
        }
        boolean goesOn = false;
        try {
            goesOn = task.getAsBoolean();
        } finally {
            rest(goesOn);
        }
    }

    private synchronized void rest(boolean goesOn) {
        running = false;
        if (!goesOn) {
            over.countDown();
        } else if (again) {
            wake();
        } else {
            next = clock.schedule(this::wake, pause.get().toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
