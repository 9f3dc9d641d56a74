package dev.tamis.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class IndexPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new IndexProperties(
                        20_000,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        DataSize.ofMegabytes(256),
                        16,
                        64,
                        100,
                        10_000,
                        200_000));
    }

    @Test
    void isReadByItsNames() {
        var names = Map.ofEntries(
                Map.entry("graph-threshold", "1"),
                Map.entry("quiet", "2s"),
                Map.entry("hnsw-quiet", "3s"),
                Map.entry("check-every", "4s"),
                Map.entry("retry-after", "5s"),
                Map.entry("build-memory", "6MB"),
                Map.entry("max-links", "7"),
                Map.entry("ef-construction", "8"),
                Map.entry("ef-search", "9"),
                Map.entry("filter-probe", "10"),
                Map.entry("max-scan-tuples", "11"));

        assertThat(bind(names))
                .isEqualTo(new IndexProperties(
                        1,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        DataSize.ofMegabytes(6),
                        7,
                        8,
                        9,
                        10,
                        11));
    }

    private static IndexProperties bind(Map<String, String> values) {
        var source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("tamis.retrieval.index." + name, value));
        return new Binder(source).bindOrCreate("tamis.retrieval.index", IndexProperties.class);
    }
}
