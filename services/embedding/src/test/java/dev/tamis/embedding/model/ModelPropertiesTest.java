package dev.tamis.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ModelPropertiesTest {

    @Test
    void byDefaultOnlyTheBuiltInModelsAreServedWithOneThreadABatch() {
        ModelProperties properties = bind(Map.of());

        assertThat(properties).isEqualTo(new ModelProperties("", "bge-small-en-v1.5", 1));
        assertThat(properties.folder()).isEmpty();
    }

    @Test
    void everyPropertyHasItsName() {
        ModelProperties properties = bind(Map.of(
                "tamis.embedding.models", "models",
                "tamis.embedding.default-model", "mine",
                "tamis.embedding.intra-threads", "2"));

        assertThat(properties).isEqualTo(new ModelProperties("models", "mine", 2));
        assertThat(properties.folder()).contains(Path.of("models"));
    }

    private static ModelProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.embedding", ModelProperties.class);
    }
}
