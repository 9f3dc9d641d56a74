package dev.tamis.embedding.model;

import java.util.List;
import java.util.Optional;

/// The models of this service.
public final class ServedModels {

    /// BAAI's small English model of 12 layers, quantised to int8. Queries get an instruction, documents none
    /// (<https://huggingface.co/BAAI/bge-small-en-v1.5>).
    public static final ModelDescription BGE_SMALL_EN_V1_5 = new ModelDescription(
            "bge-small-en-v1.5",
            "/bge-small-en-v1.5-q.onnx",
            "/bge-small-en-v1.5-q-tokenizer.json",
            Pooling.CLS,
            "Represent this sentence for searching relevant passages: ",
            "",
            384,
            512,
            "MIT");

    private static final List<ModelDescription> ALL = List.of(BGE_SMALL_EN_V1_5);

    private ServedModels() {}

    public static List<ModelDescription> all() {
        return ALL;
    }

    public static List<String> names() {
        return ALL.stream().map(ModelDescription::name).toList();
    }

    public static Optional<ModelDescription> named(String name) {
        return ALL.stream().filter(model -> model.name().equals(name)).findFirst();
    }
}
