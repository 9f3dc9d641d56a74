package dev.tamis.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Caller.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The service with its built-in models. One context serves all tests.
@SpringBootTest(
        classes = EmbeddingApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=embedding")
abstract class RunningService {

    Caller caller;

    @BeforeEach
    void call(@LocalServerPort int port) {
        caller = new Caller(port);
    }

    /// The answer to a request that is fine.
    JsonNode embeddings(String request) {
        Answer answer = caller.post("/v1/embeddings", request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /// @param input in JSON, and whatever else the request shall have
    static String request(String format, String input) {
        return "{\"model\": \"bge-small-en-v1.5\", \"encoding_format\": \"%s\", \"input\": %s}"
                .formatted(format, input);
    }

    /// A vector of an answer in base64.
    static DenseVector vector(JsonNode answer, int index) {
        return DenseVector.fromBase64(answer.at("/data/" + index + "/embedding").asString());
    }
}
