package dev.tamis.embedding.schedule;

import static dev.tamis.common.contract.embedding.InputType.DOCUMENT;
import static dev.tamis.common.contract.embedding.InputType.QUERY;

import dev.tamis.common.contract.embedding.InputType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Runs the texts of all requests on a few threads of its own.
///
/// - Queries and documents have threads of their own, as many of each, so that a query need not wait for the long
///   documents that are being run; the system gives those less of the processors meanwhile, where it can.
/// - Documents are begun only while fewer texts are run than there are threads of a kind and no query waits; in the
///   long run they get an eighth of the tokens even then.
/// - Callers share by tokens, whatever they have queued.
/// - What waits is bounded: beyond, requests are refused.
/// - Texts of near length are run together where that changes no vector.
public final class Scheduler implements AutoCloseable {

    private final int threads;
    private final WaitingTexts waiting;
    private final ScheduleMetrics metrics;
    private final LongSupplier clock;
    private final Pace pace;
    private final List<Thread> workers = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition queryWork = lock.newCondition();
    private final Condition documentWork = lock.newCondition();
    private final Condition done = lock.newCondition();

    /// Batches that threads hold.
    private int running;

    private boolean stopping;
    private boolean closed;

    /// @param clock nanoseconds, from any start
    Scheduler(ScheduleProperties properties, ScheduleMetrics metrics, LongSupplier clock) {
        this.threads = properties.workers();
        this.waiting = new WaitingTexts(properties.batch(), properties.queueTokens());
        this.metrics = metrics;
        this.clock = clock;
        this.pace = new Pace(threads);
        metrics.watch(this::waitingTokens);
        for (int i = 1; i <= threads; i++) {
            workers.add(Thread.ofPlatform().name("encoding-query-" + i).start(() -> work(QUERY)));
            workers.add(Thread.ofPlatform().name("encoding-document-" + i).start(() -> {
                Niceness.lower();
                work(DOCUMENT);
            }));
        }
    }

    /// Queues texts.
    ///
    /// @param caller who asks: callers get equal shares
    /// @return their results to come, in their order; one that is cancelled leaves the queue
    /// @throws QueueFullException if too much waits; nothing is queued then
    /// @throws RejectedExecutionException once the scheduler is stopping
    public <T, R> List<CompletableFuture<R>> submit(String caller, InputType type, Runner<T, R> runner, List<T> texts) {
        long now = clock.getAsLong();
        List<Text<T, R>> queued = texts.stream()
                .map(text -> new Text<>(runner, text, caller, type, now))
                .toList();
        lock.lock();
        try {
            refuseIfFull(caller, type);
            queued.forEach(waiting::add);
            wake(type);
        } finally {
            lock.unlock();
        }
        return queued.stream().map(this::removedIfCancelled).toList();
    }

    /// Refuses what [#submit] would refuse now, before work is put into its texts.
    ///
    /// @throws QueueFullException if too much waits
    /// @throws RejectedExecutionException once the scheduler is stopping
    public void check(String caller, InputType type) {
        lock.lock();
        try {
            refuseIfFull(caller, type);
        } finally {
            lock.unlock();
        }
    }

    private void refuseIfFull(String caller, InputType type) {
        if (stopping) {
            throw new RejectedExecutionException("the scheduler is stopping");
        }
        if (waiting.isFull(type, caller)) {
            long tokens = waiting.tokens(type);
            throw new QueueFullException(tokens, pace.untilHalf(tokens));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what it would tell, the text's own future tells
    private <R> CompletableFuture<R> removedIfCancelled(Text<?, R> text) {
        text.result.whenComplete((result, failure) -> {
            if (failure instanceof CancellationException) {
                remove(text);
            }
        });
        return text.result;
    }

    private void remove(Text<?, ?> text) {
        lock.lock();
        try {
            waiting.remove(text);
            wake(DOCUMENT);
            signalIfDone();
        } finally {
            lock.unlock();
        }
    }

    /// Tokens of the texts of a kind that no thread has taken yet.
    public long waitingTokens(InputType type) {
        lock.lock();
        try {
            return waiting.tokens(type);
        } finally {
            lock.unlock();
        }
    }

    private void work(InputType type) {
        for (var batch = next(type); !batch.isEmpty(); batch = next(type)) {
            run(batch);
            finished();
        }
    }

    /// Waits for texts to run.
    ///
    /// @return empty once the scheduler is closed
    private List<Text<?, ?>> next(InputType type) {
        lock.lock();
        try {
            while (!closed) {
                List<Text<?, ?>> batch = take(type);
                if (!batch.isEmpty()) {
                    running++;
                    wake(type); // there may be more for the next thread, or documents are due now
                    wake(DOCUMENT);
                    return batch;
                }
                (type == QUERY ? queryWork : documentWork).awaitUninterruptibly();
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private List<Text<?, ?>> take(InputType type) {
        return switch (type) {
            case QUERY -> waiting.takeQueries();
            case DOCUMENT -> mayBeginDocuments() ? waiting.takeDocuments() : List.of();
        };
    }

    private boolean mayBeginDocuments() {
        return (running < threads && !waiting.hasQueries()) || waiting.areDocumentsDue();
    }

    /// Wakes a thread if there is work for it; that one wakes the next.
    private void wake(InputType type) {
        switch (type) {
            case QUERY -> {
                if (waiting.hasQueries()) {
                    queryWork.signal();
                }
            }
            case DOCUMENT -> {
                if (waiting.hasDocuments() && mayBeginDocuments()) {
                    documentWork.signal();
                }
            }
        }
    }

    private void finished() {
        lock.lock();
        try {
            running--;
            wake(DOCUMENT);
            signalIfDone();
        } finally {
            lock.unlock();
        }
    }

    private void signalIfDone() {
        if (running == 0 && waiting.isEmpty()) {
            done.signalAll();
        }
    }

    @SuppressWarnings("unchecked") // texts of a batch have equal runners
    private <T, R> void run(List<Text<?, ?>> batch) {
        List<Text<T, R>> texts = batch.stream().map(text -> (Text<T, R>) text).toList();
        try {
            List<R> results = results(texts);
            for (int i = 0; i < results.size(); i++) {
                texts.get(i).result.complete(results.get(i));
            }
        } catch (Throwable failure) { // whoever waits for the texts gets it; the thread goes on
            texts.forEach(text -> text.result.completeExceptionally(failure));
        }
    }

    private <T, R> List<R> results(List<Text<T, R>> texts) {
        long start = clock.getAsLong();
        List<R> results = texts.getFirst()
                .runner
                .run(texts.stream().map(text -> text.content).toList());
        long nanos = clock.getAsLong() - start;
        if (results.size() != texts.size()) {
            throw new IllegalStateException("expected %d results, got %d".formatted(texts.size(), results.size()));
        }
        metrics.ran(texts, start, nanos);
        pace.ran(texts.stream().mapToLong(text -> text.tokens).sum(), nanos);
        return results;
    }

    /// Takes in nothing more, and returns when everything that was taken in is done.
    public void drain() throws InterruptedException {
        lock.lock();
        try {
            stopping = true;
            while (running > 0 || !waiting.isEmpty()) {
                done.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Cancels what waits, and returns when the threads are done with what they hold.
    @Override
    public void close() {
        List<Text<?, ?>> dropped;
        lock.lock();
        try {
            stopping = true;
            closed = true;
            dropped = waiting.drain();
            queryWork.signalAll();
            documentWork.signalAll();
            signalIfDone();
        } finally {
            lock.unlock();
        }
        dropped.forEach(text -> text.result.cancel(false));
        boolean interrupted = false;
        for (Thread worker : workers) {
            interrupted |= joinUninterruptibly(worker);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean joinUninterruptibly(Thread worker) {
        boolean interrupted = false;
        while (true) {
            try {
                worker.join();
                return interrupted;
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
    }
}
