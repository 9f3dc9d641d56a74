package dev.tamis.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.retrieval.index.memory.Rescoring;
import java.nio.file.Path;
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
                        null,
                        null,
                        0.99,
                        Rescoring.MEMORY,
                        1,
                        0,
                        2_000,
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
                        10,
                        200_000));
        assertThat(bind(Map.of()).home()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "tamis", "index"));
        assertThat(bind(Map.of()).memory())
                .as("half of the machine's memory, in bytes")
                .isGreaterThan(DataSize.ofMegabytes(128).toBytes());
    }

    @Test
    void isReadByItsNames() {
        var names = Map.ofEntries(
                Map.entry("directory", "/var/lib/tamis"),
                Map.entry("memory-limit", "3GB"),
                Map.entry("target-recall", "0.9"),
                Map.entry("rescoring", "file"),
                Map.entry("maintainers", "2"),
                Map.entry("maintainer-threads", "3"),
                Map.entry("page", "500"),
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
                Map.entry("bit-oversampling", "12"),
                Map.entry("max-scan-tuples", "11"));

        assertThat(bind(names))
                .isEqualTo(new IndexProperties(
                        Path.of("/var/lib/tamis"),
                        DataSize.ofGigabytes(3),
                        0.9,
                        Rescoring.FILE,
                        2,
                        3,
                        500,
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
                        12,
                        11));
    }

    @Test
    void buildingLeavesHalfOfTheProcessorsToSearches() {
        int processors = Runtime.getRuntime().availableProcessors();

        assertThat(bind(Map.of()).layout().threads()).isEqualTo(Math.max(1, processors / 2));
        assertThat(bind(Map.of("maintainers", "64")).layout().threads())
                .as("of each")
                .isEqualTo(Math.max(1, processors / 2 / 64));
        assertThat(bind(Map.of("maintainer-threads", "5")).layout().threads()).isEqualTo(5);
    }

    @Test
    void int8RowsLieWhereTheyAreSetToLie() {
        assertThat(bind(Map.of()).layout().rescoring()).isEqualTo(Rescoring.MEMORY);
        assertThat(bind(Map.of("rescoring", "file")).layout().rescoring()).isEqualTo(Rescoring.FILE);
    }

    private static IndexProperties bind(Map<String, String> values) {
        var source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("tamis.retrieval.index." + name, value));
        return new Binder(source).bindOrCreate("tamis.retrieval.index", IndexProperties.class);
    }
}
