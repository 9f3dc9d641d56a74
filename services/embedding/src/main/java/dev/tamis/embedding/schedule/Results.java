package dev.tamis.embedding.schedule;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.problem.EmbeddingRefusal.QueueFull;
import dev.tamis.embedding.problem.EmbeddingRefusal.Stopping;
import dev.tamis.embedding.problem.EmbeddingRefusal.TookTooLong;
import dev.tamis.support.problem.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Waits for what the scheduler runs, and says as a refusal why it ran something not.
public final class Results {

    private final Scheduler scheduler;
    private final Duration patience;

    /// @param patience how long a request waits for its texts before those still waiting are dropped
    Results(Scheduler scheduler, Duration patience) {
        this.scheduler = scheduler;
        this.patience = patience;
    }

    /// Refuses a request that would be refused once its texts are queued, before work is put into them.
    ///
    /// @throws RefusedException if too much waits, or the scheduler is stopping
    public void refuseIfFull(String caller, InputType type) {
        try {
            scheduler.check(caller, type);
        } catch (QueueFullException | RejectedExecutionException refused) {
            throw of(refused);
        }
    }

    /// The results of texts that this queues, in their order.
    ///
    /// @throws RefusedException if too much waits, time runs out, or the scheduler is stopping
    public <R> List<R> await(Supplier<List<CompletableFuture<R>>> queueing) {
        List<CompletableFuture<R>> futures = List.of();
        try {
            futures = queueing.get();
            return await(futures);
        } catch (ExecutionException failure) {
            throw of(Objects.requireNonNull(failure.getCause()));
        } catch (TimeoutException late) {
            throw new RefusedException(new TookTooLong(patience));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new Stopping());
        } catch (QueueFullException | RejectedExecutionException | CancellationException refused) {
            throw of(refused);
        } finally {
            // Of no effect on what is done; what is not, nobody waits for any more.
            futures.forEach(future -> future.cancel(false));
        }
    }

    private <R> List<R> await(List<CompletableFuture<R>> futures)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        var results = new ArrayList<R>(futures.size());
        for (CompletableFuture<R> future : futures) {
            results.add(future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
        }
        return results;
    }

    private static RuntimeException of(Throwable failure) {
        return switch (failure) {
            case QueueFullException full ->
                new RefusedException(new QueueFull(full.waitingTokens(), full.retryAfter()));
            case RejectedExecutionException stopping -> new RefusedException(new Stopping());
            case CancellationException stopped -> new RefusedException(new Stopping());
            default -> new IllegalStateException("a text could not be encoded", failure);
        };
    }
}
