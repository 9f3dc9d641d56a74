package dev.tamis.embedding.model;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelConfigurationTest {

    private final ModelConfiguration configuration = new ModelConfiguration();

    @TempDir
    private Path folder;

    @Test
    void aDefaultModelThatThereIsNotIsRefusedWithThoseThatThereAre() {
        assertThatIllegalStateException()
                .isThrownBy(() -> configuration.servedModels(new ModelProperties("", "bge", 1)))
                .withMessage("tamis.embedding.default-model is 'bge', which is none of the embedding models "
                        + "[bge-small-en-v1.5, all-minilm-l6-v2-q, all-minilm-l6-v2, e5-small-v2-q]");
    }

    @Test
    void aCrossEncoderIsNoDefaultModel() throws Exception {
        TinyModel.crossEncoder(folder.resolve("judge"));

        assertThatIllegalStateException()
                .isThrownBy(() -> configuration.servedModels(new ModelProperties(folder.toString(), "judge", 1)))
                .withMessageStartingWith("tamis.embedding.default-model is 'judge', which is none of the embedding");
    }
}
