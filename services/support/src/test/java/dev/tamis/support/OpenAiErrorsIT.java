package dev.tamis.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OpenAiErrorsIT extends RunningProbe {

    @Test
    void problemsOfPathsThatClientsOfOpenAisFormatCallCarryAnErrorThatTheyRead() throws Exception {
        var answer = post("/v1/embeddings", "{\"input\": [\"a\", null]}").isProblem(400, "invalid-request");

        assertThat(answer.errors()).isEqualTo("#/input/1: must not be null\n");
        assertThat(answer.json().path("error")).isEqualTo(JsonMapper.shared().readTree("""
                        {"message": "#/input/1 must not be null", "type": "invalid_request_error",
                         "param": "input[1]", "code": "invalid_request"}"""));
    }

    @Test
    void aProblemThatIsNotAboutAFieldHasNoParam() throws Exception {
        var answer = get("/v1/models/none").isProblem(404, "unknown-path");

        assertThat(answer.json().path("error")).isEqualTo(JsonMapper.shared().readTree("""
                        {"message": "there is nothing at /v1/models/none", "type": "invalid_request_error",
                         "param": null, "code": "unknown_path"}"""));
    }

    @Test
    void aBodyRefusedBeforeItIsReadCarriesItToo() throws Exception {
        var tooLarge = BodyPublishers.ofByteArray(new byte[65 * 1024]);

        var answer = send("POST", "/v1/embeddings", tooLarge, "Content-Type", "application/json")
                .isProblem(413, "body-too-large");

        assertThat(answer.json().at("/error/code").asString()).isEqualTo("body_too_large");
        assertThat(answer.json().at("/error/message").asString()).isEqualTo(answer.detail());
    }

    @Test
    void otherPathsAnswerProblemsAlone() throws Exception {
        assertThat(get("/refused").isProblem(404, "unknown-thing").json().has("error"))
                .isFalse();
    }
}
