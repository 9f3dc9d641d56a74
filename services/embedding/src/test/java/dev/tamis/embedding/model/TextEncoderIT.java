package dev.tamis.embedding.model;

import static dev.tamis.common.contract.embedding.InputType.DOCUMENT;
import static dev.tamis.common.contract.embedding.InputType.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.InputType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextEncoderIT {

    private static final String PREFIX = "Represent this sentence for searching relevant passages: ";

    private final ServedModels models = ServedModels.builtIn();
    private final ServedModel model = models.defaultModel();
    private TextEncoder encoder;

    @BeforeAll
    void open() {
        encoder = model.encoder();
    }

    @AfterAll
    void close() {
        models.close();
    }

    @Test
    void theVectorIsTheNetworksFirstTokenScaledToNormOne() throws Exception {
        long[][] ids = {{101, 7592, 1010, 2088, 999, 102}};
        float[] firstToken = firstTokenState(ids);

        EncodedText encoded = encode("Hello, world!", DOCUMENT);

        double norm = norm(firstToken);
        float[] vector = encoded.vector().toArray();
        assertThat(encoded.tokens()).isEqualTo(6);
        assertThat(vector).hasSize(384);
        assertThat(norm(vector)).isCloseTo(1, within(1e-6));
        for (int j = 0; j < vector.length; j++) {
            assertThat((double) vector[j]).as("dimension %d", j).isCloseTo(firstToken[j] / norm, within(1e-6));
        }
    }

    @Test
    void aTextsVectorDoesNotDependOnWhatRunsBesideIt() throws Exception {
        List<String> texts = IntStream.range(1, 25)
                .mapToObj(i -> "text %d about %s".formatted(i, "tide pools and lichen ".repeat(i)))
                .toList();
        List<DenseVector> alone = texts.stream().map(text -> vector(text)).toList();

        try (var threads = Executors.newFixedThreadPool(4)) {
            // Each thread starts elsewhere, so that different texts run at the same time.
            List<Callable<Void>> runs = IntStream.of(0, 5, 11, 18)
                    .<Callable<Void>>mapToObj(start -> () -> {
                        for (int i = start; i < start + texts.size(); i++) {
                            int text = i % texts.size();
                            assertThat(vector(texts.get(text)))
                                    .as("text %d", text)
                                    .isEqualTo(alone.get(text));
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> run : threads.invokeAll(runs)) {
                run.get();
            }
        }
    }

    @Test
    void aQueryIsEncodedAsItsTextBehindTheInstruction() {
        DenseVector query = encode("what do sea stars eat", QUERY).vector();

        assertThat(query).isEqualTo(vector(PREFIX + "what do sea stars eat"));
        assertThat(query).isNotEqualTo(vector("what do sea stars eat"));
    }

    @Test
    void relatedTextsAreCloserThanUnrelatedOnes() {
        DenseVector query = encode("how do starfish feed", QUERY).vector();

        double related = cosine(query, vector("Sea stars push their stomach out to digest mussels and clams."));
        double unrelated = cosine(query, vector("The central bank raised interest rates by half a point."));

        assertThat(related).isGreaterThan(unrelated + 0.2);
    }

    @Test
    void whatIsBehindTheLimitIsCountedAndHasNoInfluence() {
        String longest = "word ".repeat(510);

        EncodedText whole = encode(longest, DOCUMENT);
        EncodedText cut = encode(longest + "starfish feed on mussels", DOCUMENT);

        assertThat(whole.truncated()).isFalse();
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.tokens()).isEqualTo(512);
        assertThat(cut.vector()).isEqualTo(whole.vector());
    }

    @Test
    void aQueryTooLongKeepsItsInstruction() {
        String text = "word ".repeat(600);

        EncodedText query = encode(text, QUERY);

        assertThat(query.truncated()).isTrue();
        assertThat(query.vector()).isEqualTo(vector(PREFIX + text)).isNotEqualTo(vector(text));
    }

    @Test
    void closedTwiceItIsClosedAndEncodesNoMore() {
        var others = ServedModels.builtIn();
        TextEncoder other = others.defaultModel().encoder();
        others.close();
        others.close();

        assertThatThrownBy(() -> other.tokenize("late", DOCUMENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("model 'bge-small-en-v1.5' is closed");
    }

    private DenseVector vector(String document) {
        return encode(document, DOCUMENT).vector();
    }

    private EncodedText encode(String text, InputType type) {
        return encoder.encode(text, type, model.description().full());
    }

    /// The state of the first token, by ONNX Runtime with its defaults.
    private static float[] firstTokenState(long[][] ids) throws Exception {
        var environment = OrtEnvironment.getEnvironment();
        long[][] ones = {new long[ids[0].length]};
        Arrays.fill(ones[0], 1);
        try (var onnx = TextEncoderIT.class.getResourceAsStream("/bge-small-en-v1.5-q.onnx");
                var session =
                        environment.createSession(Objects.requireNonNull(onnx).readAllBytes());
                var inputs = OnnxTensor.createTensor(environment, ids);
                var mask = OnnxTensor.createTensor(environment, ones);
                var types = OnnxTensor.createTensor(environment, new long[1][ids[0].length]);
                var result =
                        session.run(Map.of("input_ids", inputs, "attention_mask", mask, "token_type_ids", types))) {
            return ((float[][][]) result.get(0).getValue())[0][0];
        }
    }

    private static double norm(float[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double cosine(DenseVector a, DenseVector b) {
        return dot(a.toArray(), b.toArray());
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (double) a[j] * b[j];
        }
        return sum;
    }
}
