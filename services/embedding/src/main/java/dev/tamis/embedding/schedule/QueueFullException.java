package dev.tamis.embedding.schedule;

import java.time.Duration;

/// Too much waits already for more to be taken in.
public final class QueueFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long waitingTokens;
    private final Duration retryAfter;

    QueueFullException(long waitingTokens, Duration retryAfter) {
        super("%d tokens wait already".formatted(waitingTokens), null, false, false); // an answer, not a fault
        this.waitingTokens = waitingTokens;
        this.retryAfter = retryAfter;
    }

    /// Tokens that wait, of the same kind as what was refused.
    public long waitingTokens() {
        return waitingTokens;
    }

    /// When there should be room, whole seconds of at least one.
    public Duration retryAfter() {
        return retryAfter;
    }
}
