package dev.tamis.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tamis.testkit.Caller.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BadInputIT extends RunningService {

    static Stream<Arguments> badInputs() {
        return Stream.of(
                arguments("[\"a\", 5]", "#/input/1", "does not fit; expected a string"),
                arguments("[[1, 2, 3]]", "#/input/0", "does not fit; expected a string"),
                arguments("[[\"a\"]]", "#/input/0", "does not fit; expected a string"),
                arguments("[true]", "#/input/0", "does not fit; expected a string"),
                arguments("5", "#/input", "does not fit; expected a string"),
                arguments("{}", "#/input", "does not fit; expected a string"),
                arguments("[\"a\", null]", "#/input/1", "must not be null"),
                arguments("null", "#/input", "must not be empty"),
                arguments("[]", "#/input", "must not be empty"),
                arguments("[\"a\"" + ",\"a\"".repeat(2_999) + "]", "#/input", "size must be between 0 and 2048"),
                arguments("[\"a\", \" \"]", "#/input/1", "is blank; there is nothing to encode, so leave it out"),
                arguments("\"\"", "#/input/0", "is empty; there is nothing to encode, so leave it out"),
                arguments("[\"\\u0000\"]", "#/input/0", "contains a NUL character (U+0000) at position 0; remove it"),
                arguments(
                        "[\"\\ud83d\"]",
                        "#/input/0",
                        "contains a lone surrogate (U+D83D) at position 0, half of a character;"
                                + " send both halves or neither"),
                arguments(
                        "\"" + "a".repeat(1_000_001) + "\"",
                        "#/input/0",
                        "has 1000001 characters; at most 1000000 are read, so cut it into parts"),
                arguments(
                        "\"a\", \"dimensions\": 100",
                        "#/dimensions",
                        "is 100; model 'bge-small-en-v1.5' takes one of [384, 256, 128, 64]"),
                arguments(
                        "\"a\", \"input_type\": \"title\"",
                        "#/input_type",
                        "'title' is not one of the values it takes: [query, document]"),
                arguments(
                        "\"a\", \"truncate\": \"START\"",
                        "#/truncate",
                        "'START' is not one of the values it takes: [NONE, END]"),
                arguments(
                        "\"a\", \"size\": \"tiny\"",
                        "#/size",
                        "'tiny' is not one of the values it takes: [small, medium, full]"),
                arguments(
                        "\"a\", \"size\": \"small\"",
                        "#/size",
                        "is small; model 'bge-small-en-v1.5' takes one of [full]"));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("badInputs")
    void aBadInputIsRefusedByItsPlace(String input, String pointer, String detail) {
        Answer answer = caller.post("/v1/embeddings", request("base64", input));

        assertThat(answer.problem()).isEqualTo("400 invalid-request");
        assertThat(answer.errors()).containsExactly(pointer + ": " + detail);
    }

    @Test
    void aTextOfAHundredThousandTokensIsCutOrRefusedAsTheRequestWants() {
        String text = "\"" + "word ".repeat(99_998) + "\"";

        JsonNode cut = embeddings(request("base64", text + ", \"truncate\": \"END\""));
        Answer refused =
                caller.post("/v1/embeddings", request("base64", "[\"short\", " + text + "], \"truncate\": \"NONE\""));

        assertThat(cut.at("/usage/total_tokens").asInt()).isEqualTo(512);
        assertThat(cut.at("/usage/truncated_inputs").asInt()).isEqualTo(1);
        assertThat(refused.problem()).isEqualTo("400 invalid-request");
        assertThat(refused.errors())
                .containsExactly("#/input/1: has 100000 tokens; model 'bge-small-en-v1.5' reads at most 512, so cut it"
                        + " into parts, or let its end be left out with truncate END");
    }

    @Test
    void anUnknownEncodingIsAnsweredWithTheOnesThereAre() {
        Answer answer = caller.post("/v1/embeddings", request("float16", "\"a\""));

        assertThat(answer.problem()).isEqualTo("400 invalid-request");
        assertThat(answer.errors())
                .containsExactly("#/encoding_format: 'float16' is not one of the values it takes:"
                        + " [float, base64, int8, uint8, binary, ubinary]");
    }

    @Test
    void anUnknownModelIsAnsweredWithTheOnesThereAre() {
        Answer answer = caller.post("/v1/embeddings", "{\"model\": \"text-embedding-3-small\", \"input\": \"dune\"}");

        assertThat(answer.problem()).isEqualTo("404 unknown-model");
        assertThat(answer.detail())
                .isEqualTo("no model is named 'text-embedding-3-small'; there are [bge-small-en-v1.5, "
                        + "all-minilm-l6-v2-q, all-minilm-l6-v2, e5-small-v2-q]");
    }

    @Test
    void errorsAreReadByClientsOfOpenAisFormatToo() {
        Answer badInput = caller.post("/v1/embeddings", request("base64", "[\"a\", 5]"));
        Answer unknownModel = caller.post("/v1/embeddings", "{\"model\": \"none\", \"input\": \"a\"}");

        assertThat(badInput.json().get("error")).isEqualTo(JsonMapper.shared().readTree("""
                        {"message": "#/input/1 does not fit; expected a string", "type": "invalid_request_error",
                         "param": "input[1]", "code": "invalid_request"}"""));
        assertThat(unknownModel.json().at("/error/code").asString()).isEqualTo("model_not_found");
        assertThat(unknownModel.json().at("/error/message").asString()).isEqualTo(unknownModel.detail());
    }
}
