package dev.tamis.retrieval.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class LexicalPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new LexicalProperties(
                        null, 1.2f, 0.75f, Duration.ofSeconds(10), 1_000, DataSize.ofMegabytes(16)));
        assertThat(bind(Map.of()).home()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "tamis", "lexical"));
    }

    @Test
    void isNamedAfterWhatItSets() {
        assertThat(bind(Map.of(
                        "tamis.retrieval.lexical.directory", "/var/lib/tamis",
                        "tamis.retrieval.lexical.k1", "0.9",
                        "tamis.retrieval.lexical.b", "0.4",
                        "tamis.retrieval.lexical.commit", "30s",
                        "tamis.retrieval.lexical.page", "500",
                        "tamis.retrieval.lexical.buffer", "8MB")))
                .isEqualTo(new LexicalProperties(
                        Path.of("/var/lib/tamis"), 0.9f, 0.4f, Duration.ofSeconds(30), 500, DataSize.ofMegabytes(8)));
    }

    private static LexicalProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("tamis.retrieval.lexical", LexicalProperties.class);
    }
}
