package dev.tamis.embedding.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SchedulePropertiesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void byDefaultThereIsAThreadPerProcessorAndAQuarterMillionTokensMayWait() {
        ScheduleProperties properties = bind(Map.of());

        assertThat(properties).isEqualTo(new ScheduleProperties(0, 262_144, 32, 2_048, PATIENCE));
        assertThat(properties.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void everyPropertyHasItsName() {
        ScheduleProperties properties = bind(Map.of(
                "tamis.embedding.threads", "3",
                "tamis.embedding.queue-tokens", "1000",
                "tamis.embedding.batch-texts", "8",
                "tamis.embedding.batch-tokens", "512",
                "tamis.embedding.patience", "10s"));

        assertThat(properties).isEqualTo(new ScheduleProperties(3, 1_000, 8, 512, Duration.ofSeconds(10)));
        assertThat(properties.workers()).isEqualTo(3);
        assertThat(properties.batch()).isEqualTo(new BatchLimits(8, 512));
    }

    private static ScheduleProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.embedding", ScheduleProperties.class);
    }
}
