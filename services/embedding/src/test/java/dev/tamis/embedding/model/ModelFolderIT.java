package dev.tamis.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.ModelState;
import dev.tamis.embedding.onnx.OnnxTensorInfo;
import dev.tamis.embedding.onnx.TinyOnnx;
import dev.tamis.embedding.onnx.TinyOnnx.Attribute;
import dev.tamis.embedding.tokenize.Tokens;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class ModelFolderIT {

    private static final int FLOAT = OnnxTensorInfo.FLOAT;

    @TempDir
    private Path folder;

    private List<LazyModel> models = List.of();

    @AfterEach
    void close() {
        models.forEach(LazyModel::close);
    }

    @Test
    void aFolderWithItsThreeFilesIsAModel() throws Exception {
        TinyModel.embedding(folder.resolve("tiny"));

        LazyModel model = open("tiny");

        assertThat(model.description().licence()).isEqualTo("CC0-1.0");
        assertThat(model.state()).isEqualTo(ModelState.READY);
        assertThat(model.failure()).isEmpty();
        // [CLS] tide [SEP] is -(2, 1), -(-2, 5), -(1, 3) in the table, of which the mean points to (-1, -9).
        float[] vector = vector(model, "tide", "full");
        assertThat((double) vector[0]).isCloseTo(-1 / Math.sqrt(82), within(1e-6));
        assertThat((double) vector[1]).isCloseTo(-9 / Math.sqrt(82), within(1e-6));
        assertThat(model.encoder().independent()).isTrue();
        assertThat(model.encoder().countTokens("tide ".repeat(40), InputType.QUERY))
                .isEqualTo(42);
    }

    @Test
    void poolingPrefixesAndDimensionsAreAsTheDescriptionSays() throws Exception {
        TinyModel.embedding(folder.resolve("tiny"))
                .yaml("pooling: cls", "dimensions: 2", "max-tokens: 8", "query-prefix: 'pool '", "output: early")
                .onnx(TinyModel.lookUp().output("early", FLOAT, "batch", "tokens", 2));

        LazyModel model = open("tiny");

        assertThat(model.encoder().tokenize("tide", InputType.QUERY).toArray()).containsExactly(2, 5, 4, 3);
        assertThat(model.encoder().tokenize("tide", InputType.DOCUMENT).toArray())
                .containsExactly(2, 4, 3);
        float[] cls = vector(model, "tide", "full");
        assertThat((double) cls[0]).isCloseTo(2 / Math.sqrt(5), within(1e-6));
        assertThat((double) cls[1]).isCloseTo(1 / Math.sqrt(5), within(1e-6));
    }

    @Test
    void aSmallerSizeAnswersTheTensorOfItsLayer() throws Exception {
        TinyModel.embedding(folder.resolve("tiny"))
                .yaml(
                        "pooling: mean",
                        "dimensions: 2",
                        "max-tokens: 16",
                        "layers: 2",
                        "sizes: [{name: small, layers: 1, output: early, dimensions: [2, 1]}]");

        LazyModel model = open("tiny");

        assertThat(vector(model, "tide", "small")[1]).isEqualTo(-vector(model, "tide", "full")[1]);
    }

    @Test
    void aCrossEncoderScoresByTheSigmoidOfItsLogit() throws Exception {
        TinyModel.crossEncoder(folder.resolve("judge"));

        LazyModel model = open("judge");
        PairScorer scorer = model.scorer();

        assertThat(scorer.score("pool", "tide tide")).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-6));
        assertThat(scorer.score("pool", "pool")).isCloseTo(1 / (1 + Math.exp(2)), within(1e-6));
        Tokens tooLong = scorer.tokenize("pool", "tide ".repeat(40));
        assertThat(tooLong.truncated()).isTrue();
        assertThat(tooLong.count()).isEqualTo(16);
        assertThatIllegalStateException().isThrownBy(model::encoder).withMessage("model 'judge' is a cross-encoder");
    }

    @Test
    void weightsMayLieInAFileBesideTheModel() throws Exception {
        TinyModel.embedding(folder.resolve("outside"))
                .onnx(TinyModel.inputs()
                        .externalFloats("table", List.of(6, 2), "model.onnx_data")
                        .node("Gather", List.of("table", "input_ids"), "last_hidden_state")
                        .output("last_hidden_state", FLOAT, "batch", "tokens", 2));
        var weights = ByteBuffer.allocate(12 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        weights.asFloatBuffer().put(8, 3).put(9, 4);
        Files.write(folder.resolve("outside/model.onnx_data"), weights.array());

        float[] vector = vector(open("outside"), "tide", "full");
        assertThat((double) vector[0]).isCloseTo(0.6, within(1e-6));
        assertThat((double) vector[1]).isCloseTo(0.8, within(1e-6));
    }

    @Test
    void aModelWhoseVectorsDependOnTheBatchIsNotIndependent() throws Exception {
        TinyModel.embedding(folder.resolve("mixing"))
                .onnx(TinyModel.lookUp()
                        .node("ReduceMean", List.of("last_hidden_state"), "mean", Attribute.integers("axes", 0, 1))
                        .node("Add", List.of("last_hidden_state", "mean"), "mixed")
                        .output("mixed", FLOAT, "batch", "tokens", 2));

        LazyModel model = open("mixing");
        TextEncoder encoder = model.encoder();
        Tokens text = encoder.tokenize("tide", InputType.DOCUMENT);

        assertThat(encoder.independent()).isFalse();
        assertThatThrownBy(() ->
                        encoder.encode(List.of(text, text), model.description().full()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 texts in one batch for a model that takes exactly 1");
    }

    interface Breaking {
        void of(TinyModel model) throws Exception;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "no description",
                        model -> model.without("tamis-model.yaml"),
                        "There is no tamis-model.yaml in its folder; there are [model.onnx, tokenizer.json]."),
                fault(
                        "no network",
                        model -> model.without("model.onnx"),
                        "There is no model.onnx; there are [tamis-model.yaml, tokenizer.json]."),
                fault(
                        "no tokenizer",
                        model -> model.without("tokenizer.json").file("vocab.txt", "tide"),
                        "There is no tokenizer.json; there are [model.onnx, tamis-model.yaml, vocab.txt]."),
                fault(
                        "unknown key",
                        model -> model.yaml("pooling: mean", "dimensions: 2", "max-tokens: 16", "prefix: 'query: '"),
                        "In tamis-model.yaml, there is the unknown key 'prefix'; the keys are \\[name, kind, .*, tokenizer\\]\\."),
                fault(
                        "corrupt network",
                        model -> model.file("model.onnx", "version https://git-lfs.github.com/spec/v1"),
                        "model.onnx (42 bytes) is no ONNX model: it has no field at byte 0, and begins with "
                                + "'version https://git-lfs.github.com/spec/'."),
                fault(
                        "corrupt tokenizer",
                        model -> model.file("tokenizer.json", "{\"version\": \"1.0\"}"),
                        "tokenizer.json is no tokenizer of Hugging Face's format: .*"),
                fault(
                        "other inputs",
                        model -> model.onnx(new TinyOnnx()
                                .input("tokens", 6, "batch", "tokens")
                                .node("Neg", List.of("tokens"), "last_hidden_state")
                                .output("last_hidden_state", FLOAT, "batch", "tokens", 2)),
                        "model.onnx reads [tokens int32[batch, tokens]], where input_ids, attention_mask and perhaps "
                                + "token_type_ids belong, all int64."),
                fault(
                        "wrong output",
                        model -> model.yaml("pooling: mean", "dimensions: 2", "max-tokens: 16", "output: hidden"),
                        "model.onnx has no output 'hidden' as tamis-model.yaml names it; it has [last_hidden_state "
                                + "float32[batch, tokens, 2]]."),
                fault(
                        "several outputs",
                        model -> model.onnx(TinyModel.lookUp()
                                .node("Neg", List.of("early"), "x")
                                .output("x", FLOAT, "batch", "tokens", 2)
                                .output("early", FLOAT, "batch", "tokens", 2)),
                        "model.onnx has the outputs [x float32[batch, tokens, 2], early float32[batch, tokens, 2]]; "
                                + "name one of them as 'output' in tamis-model.yaml."),
                fault(
                        "wrong rank",
                        model -> model.onnx(TinyModel.lookUp()
                                .node("ReduceSum", List.of("early"), "pooled", Attribute.integers("axes", 1))
                                .output("pooled", FLOAT, "batch", 2)),
                        "model.onnx answers pooled float32[batch, 2], where a vector of floats for each token belongs: "
                                + "[batch, tokens, width]."),
                fault(
                        "wrong rank, undeclared",
                        model -> model.onnx(TinyModel.lookUp()
                                .node(
                                        "ReduceSum",
                                        List.of("early"),
                                        "pooled",
                                        Attribute.integers("axes", 1),
                                        Attribute.integer("keepdims", 0))
                                .outputOfAnyShape("pooled", FLOAT)),
                        "model.onnx answers a tensor of shape [1, 2] for a text of 4 tokens, where [1, 4, 2] belongs, "
                                + "if 2 is the greatest of 'dimensions' in tamis-model.yaml."),
                fault(
                        "wrong width",
                        model -> model.yaml("pooling: mean", "dimensions: [3, 2]", "max-tokens: 16"),
                        "model.onnx answers a tensor of shape [1, 4, 2] for a text of 4 tokens, where [1, 4, 3] "
                                + "belongs, if 3 is the greatest of 'dimensions' in tamis-model.yaml."),
                fault(
                        "absent layer",
                        model -> model.yaml(
                                "pooling: mean",
                                "dimensions: 2",
                                "max-tokens: 16",
                                "sizes: [{name: small, layers: 1, output: earlier, dimensions: 2}]"),
                        "model.onnx computes no 'earlier', the output of size 'small'; the 2 most alike of its 2 "
                                + "operations' results are [early, last_hidden_state]."),
                fault(
                        "narrow layer",
                        model -> model.yaml(
                                "pooling: mean",
                                "dimensions: 2",
                                "max-tokens: 16",
                                "sizes: [{name: small, layers: 1, output: early, dimensions: 4}]"),
                        "The output of size 'small' is a tensor of shape [1, 4, 2] for a text of 4 tokens, where "
                                + "[1, 4, 4] belongs, or more in the last place."),
                fault(
                        "unknown operation",
                        model -> model.onnx(TinyModel.lookUp()
                                .node("Transmogrify", List.of("early"), "y")
                                .output("y", FLOAT, "batch", "tokens", 2)),
                        "ONNX Runtime refuses model.onnx: .*Transmogrify.*"),
                fault(
                        "shorter than it says",
                        model -> model.onnx(TinyModel.inputs()
                                .floats("table", List.of(6, 2), new float[12])
                                .floats("positions", List.of(1, 8, 2), new float[16])
                                .longs("start", List.of(1), 0)
                                .longs("axis", List.of(1), 1)
                                .longs("two", List.of(1), 2)
                                .node("Gather", List.of("table", "input_ids"), "early")
                                .node("Shape", List.of("input_ids"), "shape")
                                .node("Slice", List.of("shape", "axis", "two", "start"), "length")
                                .node("Slice", List.of("positions", "start", "length", "axis"), "reached")
                                .node("Add", List.of("early", "reached"), "last_hidden_state")
                                .output("last_hidden_state", FLOAT, "batch", "tokens", 2)),
                        "'max-tokens' in tamis-model.yaml is 16. ONNX Runtime cannot run model.onnx on a text of 16 "
                                + "tokens: .*"),
                fault(
                        "several labels",
                        model -> model.yaml("kind: cross-encoder", "max-tokens: 16")
                                .onnx(TinyModel.lookUp()
                                        .node(
                                                "ReduceSum",
                                                List.of("early"),
                                                "logits",
                                                Attribute.integers("axes", 1),
                                                Attribute.integer("keepdims", 0))
                                        .output("logits", FLOAT, "batch", "labels")),
                        "model.onnx answers a tensor of shape [1, 2] for one pair, where one number belongs: [1, 1]."));
    }

    private static Arguments fault(String name, Breaking breaking, String sentence) {
        return Arguments.of(name, breaking, sentence);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whatIsWrongIsToldOnceWithWhatThereIsAndStopsNoOther(String name, Breaking breaking, String sentence)
            throws Exception {
        breaking.of(TinyModel.embedding(folder.resolve("broken")));
        TinyModel.embedding(folder.resolve("whole"));

        List<ILoggingEvent> errors = errorsDuring(() -> {
            models = ModelFolder.models(folder, List.of(), 1);
            models.forEach(LazyModel::load);
            models.forEach(LazyModel::load);
        });

        LazyModel broken = models.getFirst();
        assertThat(broken.name()).isEqualTo("broken");
        assertThat(broken.state()).isEqualTo(ModelState.FAILED);
        String failure = broken.failure().orElseThrow();
        if (sentence.contains(".*")) {
            assertThat(failure).matches("(?s)" + sentence);
        } else {
            assertThat(failure).isEqualTo(sentence);
        }
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.getMessage()).isEqualTo("model failed to load");
            assertThat(error.getKeyValuePairs())
                    .extracting(Objects::toString)
                    .containsExactly("model=\"broken\"", "reason=\"%s\"".formatted(failure));
        });
        assertThatThrownBy(broken::encoder)
                .isInstanceOf(ModelFailedException.class)
                .hasMessage("model 'broken' cannot be used: " + failure);
        assertThat(models.getLast().state()).isEqualTo(ModelState.READY);
        assertThat(vector(models.getLast(), "tide", "full")).hasSize(2);
    }

    @Test
    void aNameIsGivenOnce() throws Exception {
        TinyModel.embedding(folder.resolve("a")).yaml("name: taken");
        TinyModel.embedding(folder.resolve("b"));

        models = ModelFolder.models(folder, List.of("b"), 1);

        assertThat(models)
                .extracting(LazyModel::name)
                .containsExactly("a", folder.resolve("b").toString());
        assertThat(models.getLast().failure())
                .contains("Its name, 'b', is that of another model; give it another by 'name' in tamis-model.yaml.");
    }

    @Test
    void hiddenFoldersAndFilesAreNoModels() throws Exception {
        TinyModel.embedding(folder.resolve("tiny"));
        Files.createDirectories(folder.resolve("..data"));
        Files.createDirectories(folder.resolve("lost+found"));
        Files.writeString(folder.resolve("README.md"), "Models");

        models = ModelFolder.models(folder, List.of(), 1);

        assertThat(models).extracting(LazyModel::name).containsExactly("tiny");
    }

    @Test
    void aFolderThatIsNoneOrTheWrongOneIsRefused() throws Exception {
        Path absent = folder.resolve("absent");
        Path model = TinyModel.embedding(folder.resolve("tiny")).folder();

        assertThatIllegalStateException()
                .isThrownBy(() -> ModelFolder.models(absent, List.of(), 1))
                .withMessage("tamis.embedding.models is '%s', and there is no such folder", absent);
        assertThatIllegalStateException()
                .isThrownBy(() -> ModelFolder.models(model, List.of(), 1))
                .withMessage(
                        "tamis.embedding.models is '%s', which is itself a model; name the folder around it", model);
    }

    private LazyModel open(String name) {
        models = ModelFolder.models(folder, List.of(), 1);
        LazyModel model = models.getFirst();
        assertThat(model.name()).isEqualTo(name);
        model.load();
        assertThat(model.failure()).isEmpty();
        return model;
    }

    private static float[] vector(LazyModel model, String text, String size) {
        return model.encoder()
                .encode(text, InputType.DOCUMENT, model.description().size(size).orElseThrow())
                .vector()
                .toArray();
    }

    private static List<ILoggingEvent> errorsDuring(Runnable work) {
        var logger = (Logger) LoggerFactory.getLogger(LazyModel.class);
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        logger.addAppender(appender);
        try {
            work.run();
        } finally {
            logger.detachAppender(appender);
        }
        return appender.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .toList();
    }
}
