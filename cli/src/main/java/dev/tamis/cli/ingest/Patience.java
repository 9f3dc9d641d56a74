package dev.tamis.cli.ingest;

import dev.tamis.cli.terminal.Progress;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Waits for a gateway that does not answer, longer each time, and gives up after a while. One for all senders, so
/// that what is said is said once.
final class Patience {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Duration limit;
    private final Progress progress;
    private final Lock lock = new ReentrantLock();
    private boolean waiting;

    Patience(Duration limit, Progress progress) {
        this.limit = limit;
        this.progress = progress;
    }

    /// What one sender has waited for one answer.
    final class Wait {

        private final long begin = System.nanoTime();
        private Duration pause = FIRST_PAUSE;

        /// Pauses before the next attempt.
        ///
        /// @throws GaveUp if the limit is reached
        void pause(String reason) throws InterruptedException, GaveUp {
            var waited = Duration.ofNanos(System.nanoTime() - begin);
            if (waited.plus(pause).compareTo(limit) > 0) {
                throw new GaveUp("waited %d s: %s".formatted(waited.toSeconds(), reason));
            }
            say(true, "waiting for the gateway, for %d s at most: %s".formatted(limit.toSeconds(), reason));
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }

        void over() {
            say(false, "the gateway answers again");
        }
    }

    /// No answer came within the limit.
    static final class GaveUp extends Exception {

        private static final long serialVersionUID = 1L;

        GaveUp(String message) {
            super(message);
        }
    }

    private void say(boolean nowWaiting, String words) {
        lock.lock();
        try {
            if (waiting != nowWaiting) {
                waiting = nowWaiting;
                progress.note(words);
            }
        } finally {
            lock.unlock();
        }
    }
}
