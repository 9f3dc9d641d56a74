package dev.tamis.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KeyPropertiesTest {

    @Test
    void noKeyIsConfiguredByDefault() {
        assertThat(bind(Map.of())).isEqualTo(new KeyProperties(null, Duration.ofSeconds(10), Duration.ofHours(1)));
    }

    @Test
    void namesAreTheseOnesAndTheKeyIsNotShown() {
        KeyProperties properties = bind(Map.of(
                "tamis.gateway.admin-key", "secret-secret-secret",
                "tamis.gateway.key-cache", "1s",
                "tamis.gateway.key-cache-outage", "2s"));

        assertThat(properties)
                .isEqualTo(new KeyProperties("secret-secret-secret", Duration.ofSeconds(1), Duration.ofSeconds(2)));
        assertThat(properties.toString()).doesNotContain("secret");
    }

    private static KeyProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.gateway", KeyProperties.class);
    }
}
