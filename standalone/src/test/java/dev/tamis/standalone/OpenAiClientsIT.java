package dev.tamis.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EncodingFormat;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.RerankRequest;
import dev.tamis.testkit.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Clients that others wrote for OpenAI, unchanged, get the vectors that our own client gets.
class OpenAiClientsIT {

    private static final String MODEL = "bge-small-en-v1.5";
    private static final String TEXT = "Hello, world!";

    @TempDir
    static Path data;

    private static Standalone standalone;
    private static TamisClient tamis;

    @BeforeAll
    static void start() {
        standalone = Standalone.start(new StandaloneOptions(data, FreePorts.inARow(5)));
        tamis = TamisClient.builder(URI.create(standalone.url()))
                .key(standalone.adminKey())
                .build();
    }

    @AfterAll
    static void stop() {
        tamis.close();
        standalone.close();
    }

    @Test
    void openAisOwnClientForNodeWorksUnchanged() throws IOException {
        NodeProgram.install();

        JsonNode results = JsonMapper.shared()
                .readTree(NodeProgram.run(
                        "embeddings.mjs",
                        Map.of("OPENAI_BASE_URL", baseUrl(), "OPENAI_API_KEY", standalone.adminKey())));

        assertVector(results.at("/single/vectors/0"), vector(TEXT));
        assertThat(results.at("/single/usage/prompt_tokens").asInt()).isEqualTo(6);
        assertVector(results.at("/array/vectors/0"), vector(TEXT));
        assertVector(results.at("/array/vectors/1"), vector("Goodbye"));
        assertVector(results.at("/float/vectors/0"), vector(TEXT));
        assertThat(DenseVector.fromBase64(results.at("/base64").asString())).isEqualTo(vector(TEXT));
        assertVector(results.at("/dimensions/vectors/0"), vector(TEXT, 64));
        assertThat(results.at("/models").toString()).contains(MODEL);
        JsonNode errors = results.at("/errors");
        assertError(errors.at("/input"), "BadRequestError", 400, "invalid_request", "input[1]");
        assertError(errors.at("/empty"), "BadRequestError", 400, "invalid_request", "input");
        assertError(errors.at("/dimensions"), "BadRequestError", 400, "invalid_request", "dimensions");
        assertThat(errors.at("/dimensions/message").asString())
                .isEqualTo("400 #/dimensions is 100; model 'bge-small-en-v1.5' takes one of [384, 256, 128, 64]");
        assertError(errors.at("/model"), "NotFoundError", 404, "model_not_found", null);
        assertError(errors.at("/key"), "AuthenticationError", 401, "invalid_api_key", null);
    }

    private static void assertVector(JsonNode numbers, DenseVector expected) {
        float[] values = expected.toArray();
        assertThat(numbers.size()).isEqualTo(values.length);
        for (int j = 0; j < values.length; j++) {
            assertThat(numbers.get(j).floatValue()).as("dimension %d", j).isEqualTo(values[j]);
        }
    }

    private static void assertError(JsonNode error, String name, int status, String code, @Nullable String param) {
        assertThat(error.path("name").asString("")).as(error.toString()).isEqualTo(name);
        assertThat(error.path("status").asInt()).isEqualTo(status);
        assertThat(error.path("code").asString("")).isEqualTo(code);
        assertThat(error.path("param").asStringOpt()).isEqualTo(Optional.ofNullable(param));
        assertThat(error.path("type").asString("")).isEqualTo("invalid_request_error");
    }

    @Test
    void langChain4jsModelWorksUnchanged() {
        var model = langChain4j(MODEL, null);

        assertThat(model.embed(TEXT).content().vector())
                .containsExactly(vector(TEXT).toArray());
        assertThat(model.embedAll(List.of(TextSegment.from(TEXT), TextSegment.from("Goodbye")))
                        .content())
                .extracting(embedding -> DenseVector.of(embedding.vector()))
                .containsExactly(vector(TEXT), vector("Goodbye"));
        assertThat(langChain4j(MODEL, 64).embed(TEXT).content().vector())
                .containsExactly(vector(TEXT, 64).toArray());
        assertThatThrownBy(() -> langChain4j(MODEL, 100).embed(TEXT))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("takes one of [384, 256, 128, 64]");
        assertThatThrownBy(() -> langChain4j("none", null).embed(TEXT))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("no model is named 'none'");
    }

    private static dev.langchain4j.model.openai.OpenAiEmbeddingModel langChain4j(
            String model, @Nullable Integer dimensions) {
        return dev.langchain4j.model.openai.OpenAiEmbeddingModel.builder()
                .baseUrl(baseUrl())
                .apiKey(standalone.adminKey())
                .modelName(model)
                .dimensions(dimensions)
                .maxRetries(0)
                .build();
    }

    @Test
    void springAisModelWorksUnchanged() {
        var model = springAi(null);

        assertThat(model.embed(TEXT)).containsExactly(vector(TEXT).toArray());
        assertThat(model.embed(List.of(TEXT, "Goodbye")))
                .extracting(DenseVector::of)
                .containsExactly(vector(TEXT), vector("Goodbye"));
        assertThat(springAi(64).embed(TEXT)).containsExactly(vector(TEXT, 64).toArray());
        assertThatThrownBy(() -> springAi(100).embed(TEXT)).hasMessageContaining("takes one of [384, 256, 128, 64]");
    }

    private static OpenAiEmbeddingModel springAi(@Nullable Integer dimensions) {
        return OpenAiEmbeddingModel.builder()
                .options(OpenAiEmbeddingOptions.builder()
                        .dimensions(dimensions)
                        .baseUrl(baseUrl())
                        .apiKey(standalone.adminKey())
                        .model(MODEL)
                        .maxRetries(0)
                        .build())
                .build();
    }

    @Test
    void ourOwnClientReadsEveryFormatAndReranks() {
        var request = new EmbeddingRequest(MODEL, List.of(TEXT), InputType.DOCUMENT);
        float[] vector = vector(TEXT).toArray();

        var int8 = tamis.embedCoded(request.withEncodingFormat(EncodingFormat.INT8));
        var answer = tamis.rerank(RerankRequest.of("greeting", List.of("a tax form", "hello and welcome")));

        assertThat(int8.data().getFirst().embedding()).hasSize(384);
        assertThat(int8.data().getFirst().embedding().getFirst()).isEqualTo(Math.round(127 * vector[0]));
        assertThat(answer.results().getFirst().index()).isEqualTo(1);
        assertThat(answer.results().getFirst().relevanceScore()).isCloseTo(0.6, within(0.4));
    }

    private static DenseVector vector(String text) {
        return vector(text, 384);
    }

    private static DenseVector vector(String text, int dimensions) {
        return tamis.embed(new EmbeddingRequest(MODEL, List.of(text), InputType.DOCUMENT).withDimensions(dimensions))
                .data()
                .getFirst()
                .embedding();
    }

    private static String baseUrl() {
        return standalone.url() + "/v1";
    }
}
