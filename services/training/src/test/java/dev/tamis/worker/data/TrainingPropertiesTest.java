package dev.tamis.worker.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TrainingPropertiesTest {

    @Test
    void twoThreadsAndWhatFitsIntoTwoGibibytes() {
        assertThat(bind(Map.of())).isEqualTo(new TrainingProperties(null, 2, 60_000, 2_000));
        assertThat(bind(Map.of()).directory()).endsWithRaw(Path.of("tamis", "training"));
    }

    @Test
    void namesAreTheseOnes() {
        assertThat(bind(Map.of(
                        "tamis.training.directory", "/data",
                        "tamis.training.threads", "3",
                        "tamis.training.items", "400",
                        "tamis.training.page", "5")))
                .isEqualTo(new TrainingProperties(Path.of("/data"), 3, 400, 5));
    }

    private static TrainingProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.training", TrainingProperties.class);
    }
}
