package dev.tamis.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Attempts attempts = new Attempts(Duration.ofSeconds(30), nanos::get);

    @Test
    void restAfterAFailure() {
        assertThat(attempts.areDue()).isTrue();
        attempts.failed();

        pass(Duration.ofSeconds(29));
        assertThat(attempts.areDue()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(attempts.areDue()).isTrue();
    }

    @Test
    void doNotRestAfterASuccess() {
        attempts.failed();

        assertThat(attempts.succeeded()).as("it failed before").isTrue();
        assertThat(attempts.areDue()).isTrue();
        assertThat(attempts.succeeded()).isFalse();
    }

    @Test
    void areToldOfAtTheFirstFailureAndThenOnceAnHour() {
        assertThat(attempts.failed()).isTrue();
        for (int i = 0; i < 119; i++) {
            pass(Duration.ofSeconds(30));
            assertThat(attempts.failed()).isFalse();
        }
        pass(Duration.ofSeconds(30));
        assertThat(attempts.failed()).as("after an hour").isTrue();
        assertThat(attempts.failed()).isFalse();
    }

    @Test
    void areToldOfAgainAfterASuccess() {
        attempts.failed();
        attempts.succeeded();

        assertThat(attempts.failed()).isTrue();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
