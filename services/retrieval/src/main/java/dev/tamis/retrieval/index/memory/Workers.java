package dev.tamis.retrieval.index.memory;

import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Divides long work over threads of its own, which end with it, and gives it up once nobody wants it any more.
final class Workers {

    /// A part of the work: the numbers from `from` to below `to`.
    interface Part {
        void run(int from, int to);
    }

    private final int threads;
    private final BooleanSupplier unwanted;

    /// @param unwanted whether to give the work up
    Workers(int threads, BooleanSupplier unwanted) {
        this.threads = threads;
        this.unwanted = unwanted;
    }

    /// @throws CancellationException if the work is given up
    void requireWanted() {
        if (unwanted.getAsBoolean()) {
            throw new CancellationException("nobody wants this work any more");
        }
    }

    /// Does the work on 0 to below `n` in parts of `step`.
    ///
    /// @throws CancellationException if the work is given up; some of the parts are done then
    /// @throws IllegalStateException with what a part failed with
    void divide(int n, int step, Part part) {
        var next = new AtomicInteger();
        var failure = new AtomicReference<@Nullable Throwable>();
        Runnable work = () -> {
            try {
                for (int from = next.getAndAdd(step); from < n && isToGoOn(failure); from = next.getAndAdd(step)) {
                    part.run(from, Math.min(n, from + step));
                }
            } catch (Throwable failed) {
                failure.compareAndSet(null, failed);
            }
        };
        var helpers = new ArrayList<Thread>();
        for (int i = 1; i < Math.min(threads, (n + step - 1) / step); i++) {
            helpers.add(Thread.ofPlatform().daemon().name("index-build-" + i).start(work));
        }
        work.run();
        boolean interrupted = false;
        for (Thread helper : helpers) {
            interrupted |= joinedInterrupted(helper);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("building an index failed", failed);
        }
        requireWanted();
    }

    private boolean isToGoOn(AtomicReference<@Nullable Throwable> failure) {
        return failure.get() == null && !unwanted.getAsBoolean();
    }

    /// Waits in any case: a part must not outlive the memory that it writes to.
    private static boolean joinedInterrupted(Thread helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.join();
                return interrupted;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
    }
}
