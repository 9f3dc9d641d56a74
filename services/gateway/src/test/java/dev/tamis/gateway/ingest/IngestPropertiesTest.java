package dev.tamis.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class IngestPropertiesTest {

    @Test
    void batchesAreSmallAndSeveralAreUnderway() {
        assertThat(bind(Map.of()))
                .isEqualTo(new IngestProperties(
                        DataSize.ofMegabytes(1),
                        32,
                        DataSize.ofMegabytes(2),
                        4,
                        Duration.ofSeconds(5),
                        DataSize.ofMegabytes(4),
                        Duration.ofSeconds(3),
                        32));
    }

    @Test
    void namesAreTheseOnes() {
        assertThat(bind(Map.of(
                        "tamis.gateway.ingest.max-line", "1KB",
                        "tamis.gateway.ingest.batch-items", "2",
                        "tamis.gateway.ingest.batch-size", "3KB",
                        "tamis.gateway.ingest.window", "4",
                        "tamis.gateway.ingest.embedding-pause", "5s",
                        "tamis.gateway.ingest.spool-memory", "6KB",
                        "tamis.gateway.ingest.backfill-pause", "7s",
                        "tamis.gateway.ingest.backfill-items", "8")))
                .isEqualTo(new IngestProperties(
                        DataSize.ofKilobytes(1),
                        2,
                        DataSize.ofKilobytes(3),
                        4,
                        Duration.ofSeconds(5),
                        DataSize.ofKilobytes(6),
                        Duration.ofSeconds(7),
                        8));
    }

    private static IngestProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.gateway.ingest", IngestProperties.class);
    }
}
