package dev.tamis.embedding.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The models that come with this service, from their Maven artifacts.
final class BuiltInModels {

    private static final List<String> NAMES =
            List.of("bge-small-en-v1.5", "all-minilm-l6-v2-q", "all-minilm-l6-v2", "e5-small-v2-q");

    private BuiltInModels() {}

    /// All of them; each is loaded when it is first needed.
    ///
    /// @param threads that work on one batch
    static List<LazyModel> all(int threads) {
        return NAMES.stream()
                .map(name -> model(new ResourceFiles(name), threads))
                .toList();
    }

    private static LazyModel model(ResourceFiles files, int threads) {
        try (InputStream yaml = files.open(ModelYaml.FILE)) {
            ModelSpec spec = ModelYaml.read(yaml, files.name());
            return new LazyModel(spec.description(), () -> ModelOpening.open(spec, files, threads));
        } catch (IOException | ModelFormatException broken) {
            throw new IllegalStateException("the built-in model " + files.name() + " is broken", broken);
        }
    }
}
