package dev.tamis.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.e5smallv2q.E5SmallV2QuantizedEmbeddingModel;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.tokenize.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuiltInModelsIT {

    private static final List<String> SENTENCES = List.of(
            "Head torch, 400 lumens, rechargeable",
            "Rain jacket for children, age 5-6, yellow",
            "18V cordless drill/driver kit (2 batteries)",
            "Sea stars push their stomach out to digest mussels and clams.",
            "The central bank raised interest rates by half a point on Thursday.",
            "Crème brûlée needs cream, egg yolks, sugar and patience.",
            "Mutations in BRCA1 increase the risk of ovarian cancer.",
            "東京 is the capital of Japan; пример текста.",
            "E = mc^2, 3 x 4 = 12, 50 % off!!!",
            "I");

    private final ServedModels models = ServedModels.builtIn();

    @AfterAll
    void close() {
        models.close();
    }

    static Stream<Arguments> references() {
        return Stream.of(
                reference("bge-small-en-v1.5", 511, BgeSmallEnV15QuantizedEmbeddingModel::new),
                reference("all-minilm-l6-v2-q", 127, AllMiniLmL6V2QuantizedEmbeddingModel::new),
                reference("all-minilm-l6-v2", 127, AllMiniLmL6V2EmbeddingModel::new),
                reference("e5-small-v2-q", 511, E5SmallV2QuantizedEmbeddingModel::new));
    }

    private static Arguments reference(String name, int longest, Supplier<EmbeddingModel> reference) {
        return Arguments.of(name, longest, reference);
    }

    /// LangChain4j runs the same weights by code of its own, and knows no prefixes. It divides texts of more than 512
    /// tokens, and lets the tokenizer of all-MiniLM-L6-v2 cut at 128: longer ones are passed over. With
    /// `-Dtamis.test.texts=FILE` the lines of a file are compared.
    @ParameterizedTest(name = "{0}")
    @MethodSource("references")
    void theVectorsAreThoseOfLangChain4j(
            String name, int longest, Supplier<EmbeddingModel> reference, TestReporter reporter) throws IOException {
        ServedModel model = models.named(name).orElseThrow();
        EmbeddingModel theirs = reference.get();
        double farthest = 0;
        int compared = 0;

        for (String text : texts()) {
            Tokens tokens = model.encoder().tokenize(text, InputType.DOCUMENT);
            if (tokens.count() <= longest) {
                DenseVector ours = vector(model, tokens);
                String prefixed = model.description().prefix(InputType.DOCUMENT) + text;
                float[] expected = theirs.embed(prefixed).content().vector();
                double distance = 1 - cosine(ours.toArray(), expected);
                assertThat(distance).as(text).isLessThan(1e-3);
                farthest = Math.max(farthest, distance);
                compared++;
            }
        }

        assertThat(compared).isGreaterThanOrEqualTo(20);
        reporter.publishEntry(name, "%d texts, greatest cosine distance %.2e".formatted(compared, farthest));
    }

    @Test
    void prefixesArePutBeforeTheText() {
        TextEncoder e5 = models.named("e5-small-v2-q").orElseThrow().encoder();
        TextEncoder minilm = models.named("all-minilm-l6-v2-q").orElseThrow().encoder();

        assertThat(e5.tokenize("sea stars", InputType.QUERY).toArray())
                .isEqualTo(minilm.tokenize("query: sea stars", InputType.QUERY).toArray());
        assertThat(e5.tokenize("sea stars", InputType.DOCUMENT).toArray())
                .isEqualTo(
                        minilm.tokenize("passage: sea stars", InputType.QUERY).toArray());
    }

    @Test
    void aTextHasTheSameVectorInAnyPaddedBatchOfAModelInFloat32() throws IOException {
        ServedModel model = models.named("all-minilm-l6-v2").orElseThrow();
        TextEncoder encoder = model.encoder();
        ModelSize full = model.description().full();
        List<Tokens> batch = texts().stream()
                .limit(24)
                .map(text -> encoder.tokenize(text, InputType.DOCUMENT))
                .toList();
        assertThat(batch.stream().mapToInt(Tokens::count).distinct().count()).isGreaterThan(10);

        List<DenseVector> together = encoder.encode(batch, full);

        assertThat(encoder.independent()).isTrue();
        for (int i = 0; i < batch.size(); i++) {
            assertThat(cosine(
                            together.get(i).toArray(),
                            vector(model, batch.get(i)).toArray()))
                    .as("text %d of %d tokens", i, batch.get(i).count())
                    .isGreaterThanOrEqualTo(0.9999);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bge-small-en-v1.5", "all-minilm-l6-v2-q", "e5-small-v2-q"})
    void aQuantisedModelTakesOneTextAtATime(String name) {
        ServedModel model = models.named(name).orElseThrow();
        TextEncoder encoder = model.encoder();
        Tokens text = encoder.tokenize("sea stars", InputType.DOCUMENT);

        assertThat(encoder.independent()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        encoder.encode(List.of(text, text), model.description().full()))
                .withMessage("2 texts in one batch for a model that takes exactly 1");
    }

    private static DenseVector vector(ServedModel model, Tokens tokens) {
        return model.encoder()
                .encode(List.of(tokens), model.description().full())
                .getFirst();
    }

    private static List<String> texts() throws IOException {
        String file = System.getProperty("tamis.test.texts");
        if (file != null) {
            return Files.readAllLines(Path.of(file));
        }
        var texts = new ArrayList<>(SENTENCES);
        for (int i = 0; i < 40; i++) {
            var longer = new StringBuilder();
            for (int part = 0; part <= i % 20; part++) {
                longer.append(SENTENCES.get((3 * i + 7 * part) % SENTENCES.size()))
                        .append(' ');
            }
            texts.add(longer.toString());
        }
        return texts;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double normA = 0;
        double normB = 0;
        for (int j = 0; j < a.length; j++) {
            dot += (double) a[j] * b[j];
            normA += (double) a[j] * a[j];
            normB += (double) b[j] * b[j];
        }
        return dot / Math.sqrt(normA * normB);
    }
}
