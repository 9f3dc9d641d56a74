package dev.tamis.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.testkit.Caller.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class RerankApiIT extends RunningService {

    @Test
    void documentsAreRerankedByTheCosineOfTheirVectors() {
        Answer answer = caller.post("/v1/rerank", """
                {"query": "how do starfish feed", "top_n": 2, "return_documents": true,
                 "documents": ["The central bank raised interest rates.",
                 {"text": "Sea stars push their stomach out to digest mussels."}, "Stars shine at night."]}""");

        JsonNode body = answer.json();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(body.get("model").asString()).isEqualTo("bge-small-en-v1.5");
        assertThat(body.get("results").size()).isEqualTo(2);
        assertThat(body.at("/results/0/index").asInt()).isEqualTo(1);
        assertThat(body.at("/results/0/document/text").asString()).startsWith("Sea stars");
        assertThat(body.at("/results/0/relevance_score").asDouble())
                .isBetween(body.at("/results/1/relevance_score").asDouble(), 1.0);
        DenseVector query =
                vector(embeddings(request("base64", "\"how do starfish feed\", \"input_type\": \"query\"")), 0);
        DenseVector document =
                vector(embeddings(request("base64", "\"Sea stars push their stomach out to digest mussels.\"")), 0);
        assertThat(body.at("/results/0/relevance_score").asDouble()).isCloseTo(dot(query, document), within(1e-6));
    }

    /// "Sea stars" is left of the first: 2 tokens, and the 2 special ones of every text.
    @Test
    void ofEachDocumentAsManyTokensAreReadAsTheRequestSays() {
        Answer answer = caller.post("/v1/rerank", """
                {"query": "how do starfish feed", "max_tokens_per_doc": 2,
                 "documents": ["Sea stars push their stomach out to digest mussels.", "Sea stars", "Moss"]}""");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        int query = embeddings(request("base64", "\"how do starfish feed\", \"input_type\": \"query\""))
                .at("/usage/total_tokens")
                .asInt();
        assertThat(answer.json().at("/usage/total_tokens").asInt()).isEqualTo(query + 4 + 4 + 3);
        assertThat(answer.json().at("/results/0/relevance_score").asDouble())
                .isEqualTo(answer.json().at("/results/1/relevance_score").asDouble());
    }

    @Test
    void whatOtherClientsSendBesidesIsAccepted() {
        Answer answer = caller.post("/v1/rerank", """
                {"query": "tide", "documents": [{"text": "tide pool", "id": 7}], "max_tokens_per_doc": 4096,
                 "max_chunks_per_doc": 1, "rank_fields": ["text"], "priority": 0, "truncation": true}""");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("badReranks")
    void aBadRerankRequestIsRefusedByItsPlace(String request, String pointer, String detail) {
        Answer answer = caller.post("/v1/rerank", request);

        assertThat(answer.problem()).isEqualTo("400 invalid-request");
        assertThat(answer.errors()).containsExactly(pointer + ": " + detail);
        assertThat(answer.json().at("/error/type").asString()).isEqualTo("invalid_request_error");
    }

    static Stream<Arguments> badReranks() {
        return Stream.of(
                arguments("{\"documents\": [\"a\"]}", "#/query", "must not be null"),
                arguments("{\"query\": \"a\", \"documents\": []}", "#/documents", "must not be empty"),
                arguments("{\"query\": \"a\", \"documents\": [null]}", "#/documents/0", "must not be null"),
                arguments("{\"query\": \"a\", \"documents\": [\"b\", {}]}", "#/documents/1/text", "must not be null"),
                arguments(
                        "{\"query\": \"a\", \"documents\": [\"b\"], \"top_n\": 0}",
                        "#/top_n",
                        "must be greater than or equal to 1"),
                arguments(
                        "{\"query\": \"a\", \"documents\": [\"b\", \"\"]}",
                        "#/documents/1",
                        "is empty; there is nothing to encode, so leave it out"),
                arguments(
                        "{\"query\": \"a\", \"documents\": [\"b\"" + ",\"b\"".repeat(1_000) + "]}",
                        "#/documents",
                        "size must be between 0 and 1000"),
                arguments(
                        "{\"query\": \"a\", \"documents\": [\"b\"], \"max_tokens_per_doc\": 0}",
                        "#/max_tokens_per_doc",
                        "must be greater than or equal to 1"),
                arguments(
                        "{\"query\": \"a\", \"documents\": [\"b\"], \"max_chunks_per_doc\": 10}",
                        "#/max_chunks_per_doc",
                        "must be 1 or absent: a document is read as one text; send a long one as several documents"),
                arguments(
                        "{\"query\": \"a\", \"documents\": [{\"text\": \"b\"}], \"rank_fields\": [\"text\", \"title\"]}",
                        "#/rank_fields/1",
                        "must be 'text': of a document nothing else is read, so put there what shall count"));
    }

    private static double dot(DenseVector a, DenseVector b) {
        double sum = 0;
        for (int j = 0; j < a.dimension(); j++) {
            sum += (double) a.toArray()[j] * b.toArray()[j];
        }
        return sum;
    }
}
