package dev.tamis.embedding.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void theTimeForHalfOfWhatWaitsFollowsFromTheTokensRunASecondByAllThreads() {
        var pace = new Pace(2);
        pace.ran(500, SECOND);
        pace.ran(500, SECOND);

        // Two threads of 500 tokens a second: 10,000 tokens take 10 seconds.
        assertThat(pace.untilHalf(20_000)).hasSeconds(10);
    }

    @Test
    void itIsAtLeastASecondAndAtMostAMinute() {
        var pace = new Pace(1);
        assertThat(pace.untilHalf(1_000_000)).hasSeconds(1);

        pace.ran(100, SECOND);

        assertThat(pace.untilHalf(10)).hasSeconds(1);
        assertThat(pace.untilHalf(1_000_000)).hasSeconds(60);
    }

    @Test
    void whatWasRunLongAgoIsForgotten() {
        var pace = new Pace(1);
        pace.ran(10, SECOND);
        for (int i = 0; i < 1_000; i++) {
            pace.ran(1_000, SECOND);
        }

        assertThat(pace.untilHalf(19_000)).hasSeconds(10);
    }
}
