package dev.tamis.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.onnx.OnnxGraph;
import dev.tamis.embedding.onnx.OnnxTensorInfo;
import dev.tamis.embedding.tokenize.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A built-in model in a folder of its own, with sizes: it was not trained for them, but that shows which layers run.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElasticSizeIT {

    private static final String LAYER_2 = "/encoder/layer.1/output/LayerNorm/Add_1_output_0";
    private static final String LAYER_4 = "/encoder/layer.3/output/LayerNorm/Add_1_output_0";
    private static final String TEXT = "Sea stars push their stomach out to digest mussels and clams.";

    @TempDir
    private static Path folder;

    private Path onnx = folder;
    private List<LazyModel> models = List.of();

    @BeforeAll
    void write() throws IOException {
        Path model = Files.createDirectories(folder.resolve("elastic"));
        onnx = copy("/all-minilm-l6-v2.onnx", model.resolve("model.onnx"));
        copy("/all-minilm-l6-v2-tokenizer.json", model.resolve("tokenizer.json"));
        Files.writeString(model.resolve("tamis-model.yaml"), """
                pooling: mean
                dimensions: [384, 128]
                layers: 6
                max-tokens: 256
                sizes:
                  - {name: small, layers: 2, output: %s, dimensions: [128, 64]}
                  - {name: medium, layers: 4, output: %s, dimensions: [384, 256]}
                """.formatted(LAYER_2, LAYER_4));
        models = ModelFolder.models(folder, List.of(), 1);
    }

    @AfterAll
    void close() {
        models.forEach(LazyModel::close);
    }

    @Test
    void aSizeAnswersWhatItsLayerComputesInTheWholeGraph() throws Exception {
        LazyModel model = models.getFirst();
        TextEncoder encoder = model.encoder();
        Tokens tokens = encoder.tokenize(TEXT, InputType.DOCUMENT);

        for (var expected : Map.of("small", LAYER_2, "medium", LAYER_4).entrySet()) {
            ModelSize size = model.description().size(expected.getKey()).orElseThrow();

            DenseVector vector = encoder.encode(List.of(tokens), size).getFirst();

            float[] states = statesInWholeGraph(expected.getValue(), tokens);
            float[] mean = Pooling.MEAN.pool(FloatBuffer.wrap(states), 0, tokens.count(), 384);
            float[] cut = Arrays.copyOf(mean, size.dimension());
            assertThat(vector.dimension()).isEqualTo(size.dimension());
            assertThat(cosine(vector.toArray(), cut)).as(size.name()).isCloseTo(1, within(1e-6));
            assertThat(cosine(vector.toArray(), vector.toArray())).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void theGraphOfASizeHasOnlyItsLayers() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            OnnxGraph whole = OnnxGraph.read(new FolderFiles(folder.resolve("elastic")).map("model.onnx", arena));
            MemorySegment part = whole.withOutput(LAYER_2, OnnxTensorInfo.FLOAT, arena);
            OnnxGraph small = OnnxGraph.read(part);

            assertThat(small.nodes()).isBetween(whole.nodes() / 4, whole.nodes() / 2);
            assertThat(small.weights()).contains("encoder.layer.1.output.LayerNorm.weight");
            assertThat(small.weights()).noneMatch(name -> name.contains("layer.2"));
            assertThat(whole.weights()).anyMatch(name -> name.contains("layer.2"));
            assertThat(part.byteSize()).isLessThan(Files.size(onnx) * 7 / 10);
        }
    }

    /// The tensor as ONNX Runtime computes it in the whole graph, to which it is added as an output: protobuf merges a
    /// second graph (field 7) with an output (field 12) that has a name (field 1) into the first.
    private float[] statesInWholeGraph(String tensor, Tokens tokens) throws Exception {
        var more = new ByteArrayOutputStream();
        byte[] name = tensor.getBytes(StandardCharsets.UTF_8);
        byte[] type = {2 << 3 | 2, 4, 1 << 3 | 2, 2, 1 << 3, 1};
        more.writeBytes(Files.readAllBytes(onnx));
        more.writeBytes(new byte[] {7 << 3 | 2, (byte) (4 + name.length + type.length)});
        more.writeBytes(new byte[] {12 << 3 | 2, (byte) (2 + name.length + type.length)});
        more.writeBytes(new byte[] {1 << 3 | 2, (byte) name.length});
        more.writeBytes(name);
        more.writeBytes(type);
        var environment = OrtEnvironment.getEnvironment();
        long[][] ids = {tokens.toArray()};
        long[][] ones = {new long[tokens.count()]};
        Arrays.fill(ones[0], 1);
        try (OrtSession session = environment.createSession(more.toByteArray());
                var inputs = OnnxTensor.createTensor(environment, ids);
                var mask = OnnxTensor.createTensor(environment, ones);
                var types = OnnxTensor.createTensor(environment, new long[1][tokens.count()]);
                var result = session.run(
                        Map.of("input_ids", inputs, "attention_mask", mask, "token_type_ids", types), Set.of(tensor))) {
            var states = (OnnxTensor) result.get(0);
            float[] values = new float[tokens.count() * 384];
            states.getFloatBuffer().get(values);
            return values;
        }
    }

    private static Path copy(String resource, Path file) throws IOException {
        try (InputStream stream = ElasticSizeIT.class.getResourceAsStream(resource)) {
            Files.copy(Objects.requireNonNull(stream), file);
        }
        return file;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squares = 0;
        for (int j = 0; j < a.length; j++) {
            dot += (double) a[j] * b[j];
            squares += (double) b[j] * b[j];
        }
        return dot / Math.sqrt(squares);
    }
}
