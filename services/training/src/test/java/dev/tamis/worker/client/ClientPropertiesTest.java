package dev.tamis.worker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ClientPropertiesTest {

    @Test
    void servicesAreHereAndMayTakeMinutes() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ClientProperties(
                        URI.create("http://localhost:8082"),
                        URI.create("http://localhost:8081"),
                        Duration.ofMillis(500),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(2)));
    }

    @Test
    void namesAreTheseOnes() {
        assertThat(bind(Map.of(
                        "tamis.training.client.retrieval-url", "http://retrieval",
                        "tamis.training.client.embedding-url", "http://embedding",
                        "tamis.training.client.connect-timeout", "1s",
                        "tamis.training.client.timeout", "2s",
                        "tamis.training.client.pause", "3s")))
                .isEqualTo(new ClientProperties(
                        URI.create("http://retrieval"),
                        URI.create("http://embedding"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3)));
    }

    private static ClientProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.training.client", ClientProperties.class);
    }
}
