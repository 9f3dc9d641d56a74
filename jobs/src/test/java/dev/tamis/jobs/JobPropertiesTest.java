package dev.tamis.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class JobPropertiesTest {

    @Test
    void twoJobsAtATimeAndAKilledWorkerIsNoticedWithinHalfAMinute() {
        assertThat(bind(Map.of()))
                .isEqualTo(new JobProperties(
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5),
                        5,
                        Duration.ofSeconds(5),
                        Duration.ofDays(14)));
    }

    @Test
    void namesAreTheseOnes() {
        assertThat(bind(Map.of(
                        "tamis.jobs.threads", "1",
                        "tamis.jobs.poll", "2s",
                        "tamis.jobs.pulse", "3s",
                        "tamis.jobs.heartbeat", "4s",
                        "tamis.jobs.deaths", "5",
                        "tamis.jobs.shutdown-wait", "6s",
                        "tamis.jobs.keep", "7d")))
                .isEqualTo(new JobProperties(
                        1,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        5,
                        Duration.ofSeconds(6),
                        Duration.ofDays(7)));
    }

    @Test
    void aPulseSlowerThanTheHeartbeatWouldStopEveryJob() {
        assertThatThrownBy(() -> bind(Map.of("tamis.jobs.pulse", "6s")))
                .rootCause()
                .hasMessageContaining("tamis.jobs.pulse is PT6S; it must be at most tamis.jobs.heartbeat, PT5S");
    }

    private static JobProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("tamis.jobs", JobProperties.class);
    }
}
