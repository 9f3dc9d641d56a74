package dev.tamis.gateway.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class UpgradePropertiesTest {

    @Test
    void nobodyWaitsLong() {
        assertThat(bind(Map.of()))
                .isEqualTo(new UpgradeProperties(
                        1_000,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10)));
    }

    @Test
    void namesAreTheseOnes() {
        assertThat(bind(Map.of(
                        "tamis.gateway.upgrade.copy-items", "1",
                        "tamis.gateway.upgrade.look", "2s",
                        "tamis.gateway.upgrade.outage-pause", "3s",
                        "tamis.gateway.upgrade.shadow-patience", "4s",
                        "tamis.gateway.upgrade.switch-patience", "5s")))
                .isEqualTo(new UpgradeProperties(
                        1, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5)));
    }

    private static UpgradeProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.gateway.upgrade", UpgradeProperties.class);
    }
}
