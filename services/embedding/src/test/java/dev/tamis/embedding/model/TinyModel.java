package dev.tamis.embedding.model;

import dev.tamis.embedding.onnx.OnnxTensorInfo;
import dev.tamis.embedding.onnx.TinyOnnx;
import dev.tamis.embedding.onnx.TinyOnnx.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder with a model of a few words and weights, for tests: the tokens are `[PAD]`, `[UNK]`, `[CLS]`, `[SEP]`,
/// `tide` and `pool`, with the ids 0 to 5.
public final class TinyModel {

    private static final String TOKENIZER = """
            {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
             "pre_tokenizer": {"type": "Whitespace"}, "decoder": null,
             "post_processor": {"type": "TemplateProcessing",
              "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                         {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
              "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                       {"SpecialToken": {"id": "[SEP]", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}},
                       {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
              "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]},
                                 "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}},
             "model": {"type": "WordLevel", "unk_token": "[UNK]",
              "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "tide": 4, "pool": 5}}}
            """;

    private static final float[] TABLE = {0, 0, 1, -1, 2, 1, 1, 3, -2, 5, 4, -3};

    private final Path folder;

    private TinyModel(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /// A model that looks up two floats for each token.
    public static TinyModel embedding(Path folder) throws IOException {
        return new TinyModel(folder)
                .file("tokenizer.json", TOKENIZER)
                .yaml("pooling: mean", "dimensions: [2, 1]", "max-tokens: 16", "licence: CC0-1.0")
                .onnx(lookUp().output("last_hidden_state", OnnxTensorInfo.FLOAT, "batch", "tokens", 2));
    }

    /// A cross-encoder that adds up a weight for each token of the document: 0.5 for `tide`, -2 for `pool`.
    public static TinyModel crossEncoder(Path folder) throws IOException {
        return new TinyModel(folder)
                .file("tokenizer.json", TOKENIZER)
                .yaml("kind: cross-encoder", "max-tokens: 16", "licence: CC0-1.0")
                .onnx(inputs().floats("weights", List.of(6), 0, 0, 0, 0, 0.5f, -2)
                        .node("Gather", List.of("weights", "input_ids"), "each")
                        .node("Cast", List.of("token_type_ids"), "isDocument", Attribute.integer("to", 1))
                        .node("Mul", List.of("each", "isDocument"), "counted")
                        .node("ReduceSum", List.of("counted"), "logits", Attribute.integers("axes", 1))
                        .output("logits", OnnxTensorInfo.FLOAT, "batch", 1));
    }

    /// The usual inputs and a tensor `last_hidden_state` of two floats a token, that is no output yet.
    static TinyOnnx lookUp() {
        return inputs().floats("table", List.of(6, 2), TABLE)
                .node("Gather", List.of("table", "input_ids"), "early")
                .node("Neg", List.of("early"), "last_hidden_state");
    }

    static TinyOnnx inputs() {
        return new TinyOnnx()
                .input("input_ids", OnnxTensorInfo.INT64, "batch", "tokens")
                .input("attention_mask", OnnxTensorInfo.INT64, "batch", "tokens")
                .input("token_type_ids", OnnxTensorInfo.INT64, "batch", "tokens");
    }

    public TinyModel yaml(String... lines) throws IOException {
        return file(ModelYaml.FILE, String.join("\n", lines));
    }

    public TinyModel onnx(TinyOnnx onnx) throws IOException {
        Files.write(folder.resolve("model.onnx"), onnx.bytes());
        return this;
    }

    public TinyModel file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
        return this;
    }

    public TinyModel without(String name) throws IOException {
        Files.delete(folder.resolve(name));
        return this;
    }

    Path folder() {
        return folder;
    }
}
