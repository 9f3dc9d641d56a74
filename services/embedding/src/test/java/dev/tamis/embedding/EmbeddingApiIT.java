package dev.tamis.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.kernel.Normalization;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
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
    }

    @Test
    void vectorsAreWrittenAsWholeNumbersAsCohereDoes() throws Exception {
        float[] vector = vector(ok(request("base64", "\"Hello, world!\"")), 0).toArray();
        JsonNode int8 = ok(request("int8", "\"Hello, world!\"")).at("/data/0/embedding");
        JsonNode uint8 = ok(request("uint8", "\"Hello, world!\"")).at("/data/0/embedding");
        JsonNode binary = ok(request("binary", "\"Hello, world!\"")).at("/data/0/embedding");
        JsonNode ubinary = ok(request("ubinary", "\"Hello, world!\"")).at("/data/0/embedding");

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
    void aShorterVectorIsThePrefixOfTheWholeOneScaledToNormOne() throws Exception {
        float[] whole = vector(ok(request("base64", "\"Hello, world!\"")), 0).toArray();

        JsonNode cut = ok(request("base64", "\"Hello, world!\", \"dimensions\": 128"));

        float[] prefix = Arrays.copyOf(whole, 128);
        Normalization.normalize(prefix);
        assertThat(vector(cut, 0)).isEqualTo(DenseVector.of(prefix));
    }

    @Test
    void aTextOfAHundredThousandTokensIsCutOrRefusedAsTheRequestWants() throws Exception {
        String text = "\"" + "word ".repeat(99_998) + "\"";

        JsonNode cut = ok(request("base64", text + ", \"truncate\": \"END\""));
        Answer refused = post(request("base64", "[\"short\", " + text + "], \"truncate\": \"NONE\""));

        assertThat(cut.at("/usage/total_tokens").asInt()).isEqualTo(512);
        assertThat(cut.at("/usage/truncated_inputs").asInt()).isEqualTo(1);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/pointer").asString()).isEqualTo("#/input/1");
        assertThat(refused.body().at("/errors/0/detail").asString())
                .isEqualTo("has 100000 tokens; model 'bge-small-en-v1.5' reads at most 512, so cut it into parts,"
                        + " or let its end be left out with truncate END");
    }

    @Test
    void errorsAreReadByClientsOfOpenAisFormatToo() throws Exception {
        Answer badInput = post(request("base64", "[\"a\", 5]"));
        Answer unknownModel = post("{\"model\": \"none\", \"input\": \"a\"}");

        assertThat(badInput.body().get("error")).isEqualTo(JSON.readTree("""
                        {"message": "#/input/1 does not fit; expected a string", "type": "invalid_request_error",
                         "param": "input[1]", "code": "invalid_request"}"""));
        assertThat(unknownModel.body().at("/error/code").asString()).isEqualTo("model_not_found");
        assertThat(unknownModel.body().at("/error/message").asString())
                .isEqualTo(unknownModel.body().get("detail").asString());
    }

    @Test
    void whatIsDoneIsSeenInTheMetrics() throws Exception {
        String query = request("base64", "\"seen from outside\", \"input_type\": \"query\"");
        ok(query);
        ok(query);

        String metrics = text("/actuator/prometheus");

        assertThat(metrics)
                .contains(
                        "embedding_queue_tokens{input_type=\"query\"} 0.0",
                        "embedding_queue_duration_seconds_count{input_type=\"query\",model=\"bge-small-en-v1.5\"}",
                        "embedding_encode_duration_seconds_count{input_type=\"query\",model=\"bge-small-en-v1.5\"}",
                        "embedding_batch_size_sum{input_type=\"query\",model=\"bge-small-en-v1.5\"}",
                        "embedding_padding_share_sum{input_type=\"query\",model=\"bge-small-en-v1.5\"}",
                        "embedding_tokens_total{input_type=\"query\",model=\"bge-small-en-v1.5\"}",
                        "embedding_cache_gets_total{model=\"bge-small-en-v1.5\",result=\"hit\"}",
                        "embedding_cache_gets_total{model=\"bge-small-en-v1.5\",result=\"miss\"}",
                        "embedding_cache_size");
    }

    @Test
    void documentsAreRerankedByTheCosineOfTheirVectors() throws Exception {
        Answer answer = post("/v1/rerank", """
                {"query": "how do starfish feed", "top_n": 2, "return_documents": true, "rank_fields": ["text"],
                 "documents": ["The central bank raised interest rates.",
                 {"text": "Sea stars push their stomach out to digest mussels."}, "Stars shine at night."]}""");

        JsonNode body = answer.body();
        assertThat(answer.status()).as(body.toString()).isEqualTo(200);
        assertThat(body.get("model").asString()).isEqualTo("bge-small-en-v1.5");
        assertThat(body.get("results").size()).isEqualTo(2);
        assertThat(body.at("/results/0/index").asInt()).isEqualTo(1);
        assertThat(body.at("/results/0/document/text").asString()).startsWith("Sea stars");
        assertThat(body.at("/results/0/relevance_score").asDouble())
                .isBetween(body.at("/results/1/relevance_score").asDouble(), 1.0);
        DenseVector query = vector(ok(request("base64", "\"how do starfish feed\", \"input_type\": \"query\"")), 0);
        DenseVector document =
                vector(ok(request("base64", "\"Sea stars push their stomach out to digest mussels.\"")), 0);
        assertThat(body.at("/results/0/relevance_score").asDouble()).isCloseTo(dot(query, document), within(1e-6));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("badReranks")
    void aBadRerankRequestIsRefusedByItsPlace(String request, String pointer, String detail) throws Exception {
        Answer answer = post("/v1/rerank", request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("errors").size()).isEqualTo(1);
        assertThat(answer.body().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(answer.body().at("/errors/0/detail").asString()).isEqualTo(detail);
        assertThat(answer.body().at("/error/type").asString()).isEqualTo("invalid_request_error");
    }

    static Stream<Arguments> badReranks() {
        return Stream.of(
                bad("{\"documents\": [\"a\"]}", "#/query", "must not be null"),
                bad("{\"query\": \"a\", \"documents\": []}", "#/documents", "must not be empty"),
                bad("{\"query\": \"a\", \"documents\": [null]}", "#/documents/0", "must not be null"),
                bad("{\"query\": \"a\", \"documents\": [\"b\", {}]}", "#/documents/1/text", "must not be null"),
                bad(
                        "{\"query\": \"a\", \"documents\": [\"b\"], \"top_n\": 0}",
                        "#/top_n",
                        "must be greater than or equal to 1"),
                bad(
                        "{\"query\": \"a\", \"documents\": [\"b\", \"\"]}",
                        "#/documents/1",
                        "is empty; there is nothing to encode, so leave it out"),
                bad(
                        "{\"query\": \"a\", \"documents\": [\"b\"" + ",\"b\"".repeat(1_000) + "]}",
                        "#/documents",
                        "size must be between 0 and 1000"));
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
                bad("[\"a\"" + ",\"a\"".repeat(2_999) + "]", "#/input", "size must be between 0 and 2048"),
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
                        "\"a\", \"dimensions\": 100",
                        "#/dimensions",
                        "is 100; model 'bge-small-en-v1.5' takes one of [384, 256, 128, 64]"),
                bad(
                        "\"a\", \"input_type\": \"title\"",
                        "#/input_type",
                        "'title' is not one of the values it takes: [query, document]"),
                bad(
                        "\"a\", \"truncate\": \"START\"",
                        "#/truncate",
                        "'START' is not one of the values it takes: [NONE, END]"),
                bad(
                        "\"a\", \"size\": \"tiny\"",
                        "#/size",
                        "'tiny' is not one of the values it takes: [small, medium, full]"),
                bad("\"a\", \"size\": \"small\"", "#/size", "is small; model 'bge-small-en-v1.5' takes one of [full]"));
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
    void anUnknownEncodingIsAnsweredWithTheOnesThereAre() throws Exception {
        Answer answer = post(request("float16", "\"a\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/pointer").asString()).isEqualTo("#/encoding_format");
        assertThat(answer.body().at("/errors/0/detail").asString())
                .isEqualTo("'float16' is not one of the values it takes:"
                        + " [float, base64, int8, uint8, binary, ubinary]");
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

    private static double dot(DenseVector a, DenseVector b) {
        double sum = 0;
        for (int j = 0; j < a.dimension(); j++) {
            sum += (double) a.toArray()[j] * b.toArray()[j];
        }
        return sum;
    }

    private String text(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private Answer post(String body) throws Exception {
        return post("/v1/embeddings", body);
    }

    private Answer post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
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
