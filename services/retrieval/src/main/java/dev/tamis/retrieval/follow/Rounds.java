package dev.tamis.retrieval.follow;

import dev.tamis.support.problem.RefusedException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The meeting point of a follower, which reads its feed to the end in each round, and of those who wait for it.
final class Rounds {

    private static final long UP_TO_DATE = 0;

    private final Duration patience;
    private final Function<@Nullable Throwable, IndexBehindException> behind;
    private final Runnable wake;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turned = lock.newCondition();

    private long begun;
    private long ended;
    private volatile long visible;
    private volatile boolean ready;
    private boolean stopped;
    private @Nullable Exception failure;
    private @Nullable RefusedException gone;
    /// Since when a change may be missing, in nanoseconds; and since when one that the present round may not see.
    private long behindSince = UP_TO_DATE;
    private long newsSince = UP_TO_DATE;

    /// @param patience how long anyone waits
    /// @param behind what those are told who waited in vain, by what went wrong
    /// @param wake has a round begin after the call
    Rounds(Duration patience, Function<@Nullable Throwable, IndexBehindException> behind, Runnable wake) {
        this.patience = patience;
        this.behind = behind;
        this.wake = wake;
    }

    /// Begins a round.
    ///
    /// @return false if there are to be no more
    boolean begin() {
        lock.lock();
        try {
            begun++;
            if (!ready || newsSince != UP_TO_DATE) {
                markBehind();
            }
            newsSince = UP_TO_DATE;
            return !stopped;
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

    boolean isReady() {
        return ready;
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

    /// Number of the last change that searches see.
    long visible() {
        return visible;
    }

    /// For how long searches may have missed a change that was made; zero if they miss none that is known of.
    Duration lag() {
        lock.lock();
        try {
            long since = behindSince == UP_TO_DATE ? newsSince : behindSince;
            return since == UP_TO_DATE ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
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
            behindSince = UP_TO_DATE;
        });
    }

    /// @param unusable whether the index cannot even be searched as it is
    void failed(Exception cause, boolean unusable) {
        turn(() -> {
            ended = begun;
            ready = ready && !unusable;
            failure = cause;
            markBehind();
        });
    }

    /// The index begins anew: searches wait for the end of the next round.
    void notReady() {
        turn(() -> {
            ready = false;
            visible = 0;
            markBehind();
        });
    }

    /// There may be changes that searches do not see yet.
    void news() {
        turn(() -> newsSince = newsSince == UP_TO_DATE ? now() : newsSince);
        wake.run();
    }

    /// @param reason why all who wait are refused; null if the follower is merely closed
    void stop(@Nullable RefusedException reason) {
        turn(() -> {
            stopped = true;
            ready = false;
            gone = gone == null ? reason : gone;
        });
        wake.run();
    }

    /// Searches take no lock once the index is ready, so that they do not hold up the follower.
    void awaitReady() {
        if (!ready) {
            await(() -> ready);
        }
    }

    /// A round that began after the call and ended well has seen everything that was committed before the call.
    void awaitChange(long change) {
        if (ready && visible >= change) {
            return;
        }
        lock.lock();
        try {
            long enough = begun + 1;
            if (visible < change) {
                wake.run();
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
                    throw behind.apply(failure);
                }
                nanos = turned.awaitNanos(nanos);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw behind.apply(interrupted);
        } finally {
            lock.unlock();
        }
    }

    private void markBehind() {
        if (behindSince == UP_TO_DATE) {
            behindSince = newsSince == UP_TO_DATE ? now() : newsSince;
        }
    }

    private static long now() {
        return Math.max(1, System.nanoTime());
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
