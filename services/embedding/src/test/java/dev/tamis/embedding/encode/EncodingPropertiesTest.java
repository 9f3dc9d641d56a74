package dev.tamis.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EncodingPropertiesTest {

    @Test
    void byDefaultThereIsAWorkerPerProcessorAndFiveMinutesOfPatience() {
        EncodingProperties properties = bind(Map.of());

        assertThat(properties).isEqualTo(new EncodingProperties(0, Duration.ofMinutes(5)));
        assertThat(properties.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void everyPropertyHasItsName() {
        EncodingProperties properties = bind(Map.of("tamis.embedding.threads", "3", "tamis.embedding.patience", "10s"));

        assertThat(properties).isEqualTo(new EncodingProperties(3, Duration.ofSeconds(10)));
        assertThat(properties.workers()).isEqualTo(3);
    }

    private static EncodingProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.embedding", EncodingProperties.class);
    }
}
