package dev.tamis.embedding.encode;

import dev.tamis.common.contract.embedding.InputType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A fixed number of threads that take one text at a time: queries before documents, the oldest of a kind first.
///
/// So a query waits at most for the text that a worker already holds, however many documents are queued; and the
/// texts of one request are spread over all workers.
final class EncodingWorkers implements AutoCloseable {

    private final PriorityBlockingQueue<Runnable> queue = new PriorityBlockingQueue<>();
    private final AtomicLong arrivals = new AtomicLong();
    private final ThreadPoolExecutor threads;

    EncodingWorkers(int workers) {
        var numbers = new AtomicLong();
        this.threads = new ThreadPoolExecutor(
                workers,
                workers,
                0,
                TimeUnit.SECONDS,
                queue,
                task -> new Thread(task, "encoding-" + numbers.incrementAndGet()));
    }

    /// Queues work of a kind.
    ///
    /// @return its result to come; cancelled before a worker takes it, it leaves the queue and is never begun
    /// @throws java.util.concurrent.RejectedExecutionException after [#close]
    <T> Future<T> submit(InputType type, Callable<T> work) {
        var task = new Task<T>(type, arrivals.getAndIncrement(), work);
        threads.execute(task);
        return task;
    }

    /// Texts that no worker has taken yet.
    int waiting() {
        return queue.size();
    }

    /// Cancels what is waiting, and returns when the workers are done with what they hold.
    @Override
    public void close() {
        threads.shutdown();
        List<Runnable> dropped = new ArrayList<>();
        queue.drainTo(dropped);
        dropped.forEach(task -> ((Task<?>) task).cancel(false));
        threads.close();
    }

    private final class Task<T> extends FutureTask<T> implements Comparable<Task<?>> {

        private final InputType type;
        private final long arrival;

        Task(InputType type, long arrival, Callable<T> work) {
            super(work);
            this.type = type;
            this.arrival = arrival;
        }

        @Override
        protected void done() {
            if (isCancelled()) {
                queue.remove(this);
            }
        }

        @Override
        public int compareTo(Task<?> that) {
            return type == that.type ? Long.compare(arrival, that.arrival) : urgency(type) - urgency(that.type);
        }

        private int urgency(InputType type) {
            return switch (type) {
                case QUERY -> 0;
                case DOCUMENT -> 1;
            };
        }
    }
}
