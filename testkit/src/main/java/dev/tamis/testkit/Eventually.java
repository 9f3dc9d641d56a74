package dev.tamis.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.function.Executable;

/// Waits for what other threads and processes bring about.
public final class Eventually {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Eventually() {}

    /// Tries until the assertion holds; fails as it does when the time is up.
    public static void holds(Executable assertion) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            try {
                assertion.execute();
                return;
            } catch (Throwable notYet) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not within " + DEADLINE, notYet);
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    public static void isTrue(BooleanSupplier condition) {
        holds(() -> {
            if (!condition.getAsBoolean()) {
                throw new AssertionError("still false");
            }
        });
    }
}
