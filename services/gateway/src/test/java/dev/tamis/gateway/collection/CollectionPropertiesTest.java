package dev.tamis.gateway.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CollectionPropertiesTest {

    @Test
    void theDefaultModelIsTheBundledOne() {
        assertThat(bind(Map.of())).isEqualTo(new CollectionProperties("bge-small-en-v1.5", Duration.ofSeconds(5)));
    }

    @Test
    void namesAreTheseOnes() {
        assertThat(bind(Map.of("tamis.gateway.default-model", "m", "tamis.gateway.collection-cache", "1s")))
                .isEqualTo(new CollectionProperties("m", Duration.ofSeconds(1)));
    }

    private static CollectionProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.gateway", CollectionProperties.class);
    }
}
