package dev.tamis.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant BEGAN = Instant.parse("2026-03-01T09:30:00Z");

    @Test
    void countsWhatThisAttemptDidAlone() {
        assertThat(Pace.of(BEGAN, BEGAN.plusSeconds(10), 500, 520, 600L)).isEqualTo(new Pace(2.0, 40L));
    }

    @Test
    void roundsUpAndIsNeverNegative() {
        assertThat(Pace.of(BEGAN, BEGAN.plusSeconds(10), 0, 30, 40L).secondsLeft())
                .isEqualTo(4);
        assertThat(Pace.of(BEGAN, BEGAN.plusSeconds(10), 0, 30, 20L).secondsLeft())
                .isZero();
    }

    @Test
    void isUnknownBeforeTheFirstProgress() {
        assertThat(Pace.of(null, BEGAN, 0, 5, 10L)).isEqualTo(new Pace(null, null));
        assertThat(Pace.of(BEGAN, BEGAN.plusSeconds(5), 7, 7, 10L)).isEqualTo(new Pace(null, null));
        assertThat(Pace.of(BEGAN, BEGAN, 0, 5, 10L)).isEqualTo(new Pace(null, null));
    }

    @Test
    void withoutATotalThereIsOnlyARate() {
        assertThat(Pace.of(BEGAN, BEGAN.plusSeconds(4), 0, 2, null)).isEqualTo(new Pace(0.5, null));
    }
}
