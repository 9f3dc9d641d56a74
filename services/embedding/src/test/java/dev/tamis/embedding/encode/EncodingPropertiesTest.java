package dev.tamis.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EncodingPropertiesTest {

    @Test
    void byDefaultTenThousandQueriesAreRemembered() {
        assertThat(bind(Map.of())).isEqualTo(new EncodingProperties(10_000));
    }

    @Test
    void everyPropertyHasItsName() {
        assertThat(bind(Map.of("tamis.embedding.query-cache", "3"))).isEqualTo(new EncodingProperties(3));
    }

    private static EncodingProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.embedding", EncodingProperties.class);
    }
}
