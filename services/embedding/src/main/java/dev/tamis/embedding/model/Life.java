package dev.tamis.embedding.model;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Keeps native memory from going while something runs on it: many may use it, then one ends it.
final class Life {

    private final String model;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean ended;

    Life(String model) {
        this.model = model;
    }

    /// Runs this while the model is sure to live.
    ///
    /// @throws IllegalStateException after [#end]
    <T> T during(Supplier<T> use) {
        lock.readLock().lock();
        try {
            if (ended) {
                throw new IllegalStateException("model '%s' is closed".formatted(model));
            }
            return use.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Waits for every use to return, then runs this; the second time it does nothing.
    void end(Runnable free) {
        lock.writeLock().lock();
        try {
            if (!ended) {
                ended = true;
                free.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
