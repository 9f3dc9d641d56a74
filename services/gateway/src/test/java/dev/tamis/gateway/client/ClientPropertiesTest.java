package dev.tamis.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ClientPropertiesTest {

    @Test
    void servicesAreHereByDefaultAndAskedWithTimeouts() {
        ClientProperties properties = bind(Map.of());

        assertThat(properties.connectTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(properties.bulkheadWait()).isEqualTo(Duration.ofMillis(250));
        assertThat(properties.circuit()).isEqualTo(new ClientProperties.Circuit(20, 5, 50, Duration.ofSeconds(2)));
        assertThat(properties.embedding())
                .isEqualTo(new ClientProperties.Embedding(
                        URI.create("http://localhost:8081"), Duration.ofSeconds(2), 64, Duration.ofMinutes(5), 8, 256));
        assertThat(properties.retrieval())
                .isEqualTo(new ClientProperties.Retrieval(
                        URI.create("http://localhost:8082"), Duration.ofSeconds(10), 128, Duration.ofSeconds(30), 16));
        assertThat(properties.ranking())
                .isEqualTo(new ClientProperties.Ranking(
                        URI.create("http://localhost:8083"), Duration.ofMillis(500), 64, Duration.ofSeconds(5), 64));
    }

    @Test
    void namesAreTheseOnes() {
        ClientProperties properties = bind(Map.of(
                "tamis.gateway.embedding.url", "http://e",
                "tamis.gateway.embedding.query-timeout", "1s",
                "tamis.gateway.embedding.document-timeout", "2s",
                "tamis.gateway.embedding.public-concurrency", "7",
                "tamis.gateway.retrieval.url", "http://r",
                "tamis.gateway.retrieval.write-timeout", "3s",
                "tamis.gateway.ranking.timeout", "4s",
                "tamis.gateway.ranking.event-timeout", "5s",
                "tamis.gateway.circuit.failure-percent", "6"));

        assertThat(properties.embedding().url()).isEqualTo(URI.create("http://e"));
        assertThat(properties.embedding().queryTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(properties.embedding().documentTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(properties.embedding().publicConcurrency()).isEqualTo(7);
        assertThat(properties.retrieval().url()).isEqualTo(URI.create("http://r"));
        assertThat(properties.retrieval().writeTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(properties.ranking().timeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(properties.ranking().eventTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(properties.circuit().failurePercent()).isEqualTo(6);
    }

    private static ClientProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.gateway", ClientProperties.class);
    }
}
