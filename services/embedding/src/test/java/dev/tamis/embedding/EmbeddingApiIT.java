package dev.tamis.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.kernel.Normalization;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class EmbeddingApiIT extends RunningService {

    @Test
    void oneStringIsAnsweredInOpenAisFormWithNumbers() {
        JsonNode body = embeddings("{\"model\": \"bge-small-en-v1.5\", \"input\": \"Hello, world!\"}");

        assertThat(body.get("object").asString()).isEqualTo("list");
        assertThat(body.get("model").asString()).isEqualTo("bge-small-en-v1.5");
        assertThat(body.get("usage").toString())
                .isEqualTo("{\"prompt_tokens\":6,\"total_tokens\":6,\"truncated_inputs\":0}");
        assertThat(body.get("data").size()).isEqualTo(1);
        assertThat(body.at("/data/0/object").asString()).isEqualTo("embedding");
        assertThat(body.at("/data/0/index").asInt()).isZero();
        assertThat(body.at("/data/0/embedding").size()).isEqualTo(384);
    }

    @Test
    void base64HoldsTheSameFloatsAsTheNumbers() {
        JsonNode numbers = embeddings(request("float", "\"Hello, world!\""));
        JsonNode base64 = embeddings(request("base64", "\"Hello, world!\""));

        float[] fromNumbers = new float[384];
        for (int j = 0; j < fromNumbers.length; j++) {
            fromNumbers[j] = numbers.at("/data/0/embedding").get(j).floatValue();
        }
        assertThat(vector(base64, 0)).isEqualTo(DenseVector.of(fromNumbers));
    }

    @Test
    void manyTextsAreAnsweredInTheirOrderWithTheVectorsTheyHaveAlone() throws Exception {
        List<String> texts = IntStream.range(0, 40)
                .mapToObj(i -> "\"text %d on %s\"".formatted(i, "lichen ".repeat(i % 7 * 10)))
                .toList();
        Callable<JsonNode> together = () -> embeddings(request("base64", "[" + String.join(",", texts) + "]"));

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = callers.invokeAll(List.of(together, together, together));

            for (int i = 0; i < texts.size(); i += 13) {
                DenseVector alone = vector(embeddings(request("base64", texts.get(i))), 0);
                for (var answer : answers) {
                    assertThat(answer.get().at("/data/" + i + "/index").asInt()).isEqualTo(i);
                    assertThat(vector(answer.get(), i)).as("text %d", i).isEqualTo(alone);
                }
            }
        }
    }

    @Test
    void queriesAndDocumentsAreEncodedDifferently() {
        String request = "{\"model\": \"bge-small-en-v1.5\", \"input\": \"dune\", \"encoding_format\": \"base64\"%s}";

        DenseVector query = vector(embeddings(request.formatted(", \"input_type\": \"query\"")), 0);
        DenseVector document = vector(embeddings(request.formatted(", \"input_type\": \"document\"")), 0);
        DenseVector unsaid = vector(embeddings(request.formatted("")), 0);

        assertThat(query).isNotEqualTo(document);
        assertThat(unsaid).isEqualTo(document);
    }

    @Test
    void truncatedInputsAreCountedInTheAnswerAndInTheMetric(@Autowired MeterRegistry meters) {
        double before = truncated(meters);

        JsonNode body = embeddings(request("base64", "[\"short\", \"%s\"]".formatted("word ".repeat(511))));

        assertThat(body.at("/usage/truncated_inputs").asInt()).isEqualTo(1);
        assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(3 + 512);
        assertThat(truncated(meters) - before).isEqualTo(1);
    }

    @Test
    void vectorsAreWrittenAsWholeNumbersAsCohereDoes() {
        float[] vector =
                vector(embeddings(request("base64", "\"Hello, world!\"")), 0).toArray();
        JsonNode int8 = embeddings(request("int8", "\"Hello, world!\"")).at("/data/0/embedding");
        JsonNode uint8 = embeddings(request("uint8", "\"Hello, world!\"")).at("/data/0/embedding");
        JsonNode binary = embeddings(request("binary", "\"Hello, world!\"")).at("/data/0/embedding");
        JsonNode ubinary = embeddings(request("ubinary", "\"Hello, world!\"")).at("/data/0/embedding");

        assertThat(List.of(int8.size(), uint8.size(), binary.size(), ubinary.size()))
                .containsExactly(384, 384, 48, 48);
        for (int j = 0; j < vector.length; j++) {
            assertThat(int8.get(j).asInt()).as("dimension %d", j).isEqualTo(Math.round(127 * vector[j]));
            assertThat(uint8.get(j).asInt() - 128).isEqualTo(int8.get(j).asInt());
            boolean bit = (ubinary.get(j / 8).asInt() >> (7 - j % 8) & 1) == 1;
            assertThat(bit).as("dimension %d", j).isEqualTo(vector[j] > 0);
            assertThat(ubinary.get(j / 8).asInt() - 128)
                    .isEqualTo(binary.get(j / 8).asInt());
        }
    }

    @Test
    void aShorterVectorIsThePrefixOfTheWholeOneScaledToNormOne() {
        float[] whole =
                vector(embeddings(request("base64", "\"Hello, world!\"")), 0).toArray();

        JsonNode cut = embeddings(request("base64", "\"Hello, world!\", \"dimensions\": 128"));

        float[] prefix = Arrays.copyOf(whole, 128);
        Normalization.normalize(prefix);
        assertThat(vector(cut, 0)).isEqualTo(DenseVector.of(prefix));
    }

    @Test
    void whatClientsOfOpenAiSendBesidesIsAccepted() {
        JsonNode body = embeddings("""
                {"model": "bge-small-en-v1.5", "input": ["dune"], "dimensions": 384, "user": "u-1", "metadata": {"a": 1}}""");

        assertThat(body.get("data").size()).isEqualTo(1);
    }

    private static double truncated(MeterRegistry meters) {
        var counter = meters.find("embedding.inputs.truncated")
                .tags("model", "bge-small-en-v1.5", "input_type", "document")
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
