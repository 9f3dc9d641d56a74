package dev.tamis.retrieval.lexical;

import dev.tamis.support.problem.RefusedException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The meeting point of a follower, which reads its feed to the end in each round, and of those who wait for it.
final class Rounds {

    private final String collection;
    private final Duration poll;
    private final Duration patience;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turned = lock.newCondition();

    private long begun;
    private long ended;
    private long visible;
    private volatile boolean ready;
    private boolean woken;
    private boolean stopped;
    private @Nullable Exception failure;
    private @Nullable RefusedException gone;

    /// @param poll time between rounds that nobody asked for
    /// @param patience how long anyone waits
    Rounds(String collection, Duration poll, Duration patience) {
        this.collection = collection;
        this.poll = poll;
        this.patience = patience;
    }

    /// Waits until a round is due and begins it.
    ///
    /// @return false if there are to be no more
    boolean next() {
        lock.lock();
        try {
            long nanos = begun == 0 ? 0 : poll.toNanos();
            while (!stopped && !woken && nanos > 0) {
                nanos = turned.awaitNanos(nanos);
            }
            woken = false;
            begun++;
            return !stopped;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        lock.lock();
        try {
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    RefusedException gone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /// The round read to the end of the feed, and searches see it.
    void succeeded(long change) {
        turn(() -> {
            ended = begun;
            visible = change;
            ready = !stopped;
            failure = null;
        });
    }

    /// @param unusable whether the index cannot even be searched as it is
    void failed(Exception cause, boolean unusable) {
        turn(() -> {
            ended = begun;
            ready = ready && !unusable;
            failure = cause;
        });
    }

    /// The index begins anew: searches wait for the end of the next round.
    void notReady() {
        turn(() -> {
            ready = false;
            visible = 0;
        });
    }

    void wake() {
        turn(() -> woken = true);
    }

    /// @param reason why all who wait are refused; null if the follower is merely closed
    void stop(@Nullable RefusedException reason) {
        turn(() -> {
            stopped = true;
            ready = false;
            gone = gone == null ? reason : gone;
        });
    }

    /// Searches take no lock once the index is ready, so that they do not hold up the follower.
    void awaitReady() {
        if (!ready) {
            await(() -> ready);
        }
    }

    /// A round that began after the call and ended well has seen everything that was committed before the call.
    void awaitChange(long change) {
        lock.lock();
        try {
            long enough = begun + 1;
            if (visible < change) {
                woken = true;
                turned.signalAll();
            }
            await(() -> visible >= change || (ended >= enough && failure == null));
        } finally {
            lock.unlock();
        }
    }

    private void await(BooleanSupplier reached) {
        lock.lock();
        try {
            long enough = begun + 1;
            long nanos = patience.toNanos();
            while (gone != null || !reached.getAsBoolean()) {
                if (gone != null) {
                    throw gone;
                }
                if (stopped || nanos <= 0 || (failure != null && ended >= enough)) {
                    throw new IndexBehindException(collection, patience, failure);
                }
                nanos = turned.awaitNanos(nanos);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IndexBehindException(collection, patience, interrupted);
        } finally {
            lock.unlock();
        }
    }

    private void turn(Runnable change) {
        lock.lock();
        try {
            change.run();
            turned.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
