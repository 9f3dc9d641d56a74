package dev.tamis.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        classes = EmbeddingApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=embedding")
class EmbeddingApiIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final MeterRegistry meters;

    @Autowired
    EmbeddingApiIT(@LocalServerPort int port, MeterRegistry meters) {
        this.port = port;
        this.meters = meters;
    }

    record Answer(int status, String contentType, JsonNode body) {}

    @Test
    void oneStringIsAnsweredInOpenAisFormWithNumbers() throws Exception {
        JsonNode body = ok("{\"model\": \"bge-small-en-v1.5\", \"input\": \"Hello, world!\"}");

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
    void base64HoldsTheSameFloatsAsTheNumbers() throws Exception {
        JsonNode numbers = ok(request("float", "\"Hello, world!\""));
        JsonNode base64 = ok(request("base64", "\"Hello, world!\""));

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
        Callable<JsonNode> together = () -> ok(request("base64", "[" + String.join(",", texts) + "]"));

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = callers.invokeAll(List.of(together, together, together));

            for (int i = 0; i < texts.size(); i += 13) {
                DenseVector alone = vector(ok(request("base64", texts.get(i))), 0);
                for (var answer : answers) {
                    assertThat(answer.get().at("/data/" + i + "/index").asInt()).isEqualTo(i);
                    assertThat(vector(answer.get(), i)).as("text %d", i).isEqualTo(alone);
                }
            }
        }
    }

    @Test
    void queriesAndDocumentsAreEncodedDifferently() throws Exception {
        String request = "{\"model\": \"bge-small-en-v1.5\", \"input\": \"dune\", \"encoding_format\": \"base64\"%s}";

        DenseVector query = vector(ok(request.formatted(", \"input_type\": \"query\"")), 0);
        DenseVector document = vector(ok(request.formatted(", \"input_type\": \"document\"")), 0);
        DenseVector unsaid = vector(ok(request.formatted("")), 0);

        assertThat(query).isNotEqualTo(document);
        assertThat(unsaid).isEqualTo(document);
    }

    @Test
    void truncatedInputsAreCountedInTheAnswerAndInTheMetric() throws Exception {
        double before = truncated();

        JsonNode body = ok(request("base64", "[\"short\", \"%s\"]".formatted("word ".repeat(511))));

        assertThat(body.at("/usage/truncated_inputs").asInt()).isEqualTo(1);
        assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(3 + 512);
        assertThat(truncated() - before).isEqualTo(1);
        assertThat(meters.get("embedding.queue.size").gauge().value()).isZero();
        assertThat(meters.get("embedding.encode.duration").timer().count()).isGreaterThanOrEqualTo(2);
        assertThat(meters.get("embedding.tokens").counter().count()).isGreaterThanOrEqualTo(515);
    }

    @Test
    void whatClientsOfOpenAiSendBesidesIsAccepted() throws Exception {
        JsonNode body = ok("""
                {"model": "bge-small-en-v1.5", "input": ["dune"], "dimensions": 384, "user": "u-1", "metadata": {"a": 1}}""");

        assertThat(body.get("data").size()).isEqualTo(1);
    }

    static Stream<Arguments> badInputs() {
        return Stream.of(
                bad("[\"a\", 5]", "#/input/1", "does not fit; expected a string"),
                bad("[[1, 2, 3]]", "#/input/0", "does not fit; expected a string"),
                bad("[[\"a\"]]", "#/input/0", "does not fit; expected a string"),
                bad("[true]", "#/input/0", "does not fit; expected a string"),
                bad("5", "#/input", "does not fit; expected a string"),
                bad("{}", "#/input", "does not fit; expected a string"),
                bad("[\"a\", null]", "#/input/1", "must not be null"),
                bad("null", "#/input", "must not be empty"),
                bad("[]", "#/input", "must not be empty"),
                bad("[\"a\"" + ",\"a\"".repeat(2_048) + "]", "#/input", "size must be between 0 and 2048"),
                bad("[\"a\", \" \"]", "#/input/1", "is blank; there is nothing to encode, so leave it out"),
                bad("\"\"", "#/input/0", "is empty; there is nothing to encode, so leave it out"),
                bad("[\"\\u0000\"]", "#/input/0", "contains a NUL character (U+0000) at position 0; remove it"),
                bad(
                        "[\"\\ud83d\"]",
                        "#/input/0",
                        "contains a lone surrogate (U+D83D) at position 0, half of a character;"
                                + " send both halves or neither"),
                bad(
                        "\"" + "a".repeat(1_000_001) + "\"",
                        "#/input/0",
                        "has 1000001 characters; at most 1000000 are read, so cut it into parts"),
                bad(
                        "\"a\", \"dimensions\": 256",
                        "#/dimensions",
                        "is 256; model 'bge-small-en-v1.5' takes one of [384]"),
                bad(
                        "\"a\", \"input_type\": \"title\"",
                        "#/input_type",
                        "'title' is not one of the values it takes: [query, document]"));
    }

    private static Arguments bad(String input, String pointer, String detail) {
        return Arguments.of(input, pointer, detail);
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("badInputs")
    void aBadInputIsRefusedByItsPlace(String input, String pointer, String detail) throws Exception {
        Answer answer = post(request("base64", input));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.body().get("type").asString()).isEqualTo("urn:tamis:problem:invalid-request");
        assertThat(answer.body().get("errors").size()).isEqualTo(1);
        assertThat(answer.body().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(answer.body().at("/errors/0/detail").asString()).isEqualTo(detail);
    }

    @Test
    void anUnknownModelIsAnsweredWithTheOnesThereAre() throws Exception {
        Answer answer = post("{\"model\": \"text-embedding-3-small\", \"input\": \"dune\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("type").asString()).isEqualTo("urn:tamis:problem:unknown-model");
        assertThat(answer.body().get("detail").asString())
                .isEqualTo("no model is named 'text-embedding-3-small'; there are [bge-small-en-v1.5, "
                        + "all-minilm-l6-v2-q, all-minilm-l6-v2, e5-small-v2-q]");
    }

    @Test
    void theModelsAreListed() throws Exception {
        ok(request("base64", "\"waits for the model\""));

        JsonNode models = get("/v1/models").body();

        assertThat(models.get("object").asString()).isEqualTo("list");
        assertThat(models.findValuesAsString("id"))
                .containsExactly("bge-small-en-v1.5", "all-minilm-l6-v2-q", "all-minilm-l6-v2", "e5-small-v2-q");
        assertThat(models.at("/data/0")).isEqualTo(JSON.readTree("""
                        {"id": "bge-small-en-v1.5", "object": "model", "kind": "embedding", "state": "ready",
                         "dimension": 384, "dimensions": [384, 256, 128, 64], "pooling": "cls",
                         "sizes": [{"name": "full", "layers": 12, "dimensions": [384, 256, 128, 64]}],
                         "max_tokens": 512, "licence": "MIT"}"""));
        assertThat(models.at("/data/3/state").asString()).isEqualTo("available");
    }

    @Test
    void onceTheModelIsLoadedTheServiceIsReady() throws Exception {
        ok(request("base64", "\"waits for the model\""));

        Answer readiness = get("/actuator/health/readiness");

        assertThat(readiness.status()).isEqualTo(200);
        assertThat(readiness.body().at("/components/embedding/status").asString())
                .isEqualTo("UP");
        JsonNode details = readiness.body().at("/components/embedding/details");
        assertThat(details.at("/default").asString()).isEqualTo("bge-small-en-v1.5");
        assertThat(details.at("/models/bge-small-en-v1.5").asString()).isEqualTo("ready");
        assertThat(details.at("/models/e5-small-v2-q").asString()).isEqualTo("available");
    }

    private static String request(String format, String input) {
        return "{\"model\": \"bge-small-en-v1.5\", \"encoding_format\": \"%s\", \"input\": %s}"
                .formatted(format, input);
    }

    private static DenseVector vector(JsonNode body, int index) {
        return DenseVector.fromBase64(body.at("/data/" + index + "/embedding").asString());
    }

    private double truncated() {
        var counter = meters.find("embedding.inputs.truncated")
                .tags("model", "bge-small-en-v1.5", "input_type", "document")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private JsonNode ok(String body) throws Exception {
        Answer answer = post(body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    private Answer post(String body) throws Exception {
        return send(HttpRequest.newBuilder(uri("/v1/embeddings"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private Answer get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private Answer send(HttpRequest request) throws Exception {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse("none"),
                JSON.readTree(response.body()));
    }

    private URI uri(String path) {
        return URI.create("http://localhost:%d%s".formatted(port, path));
    }
}
