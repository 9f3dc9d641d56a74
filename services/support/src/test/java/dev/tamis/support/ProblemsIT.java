package dev.tamis.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsIT extends RunningProbe {

    @Test
    void aRefusalIsAnsweredAsTheServicesAdviceSays() throws Exception {
        assertThat(get("/refused").isProblem(404, "unknown-thing").detail()).isEqualTo("no thing is named 'x'");
    }

    @Test
    void anExceptionThatBringsAProblemOfOursKeepsIt() throws Exception {
        assertThat(get("/behind").isProblem(503, "index-behind").detail()).isEqualTo("the index is being built");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-ndjson",
                "text/plain",
                "text/html",
                "application/json",
                "application/xml, text/csv;q=0.5",
                "image/png",
                "*/*"
            })
    void problemsAreProblemJsonWhateverTheClientAcceptsElse(String accept) throws Exception {
        get("/refused", "Accept", accept).isProblem(404, "unknown-thing");
        get("/lines", "Accept", accept)
                .isProblem(
                        accept.matches(".*(ndjson|\\*/\\*).*") ? 404 : 406,
                        accept.matches(".*(ndjson|\\*/\\*).*") ? "unknown-thing" : "not-acceptable");
        get("/bug", "Accept", accept).isProblem(500, "internal-error");
        get("/database", "Accept", accept).isProblem(503, "database-unavailable");
        send("POST", "/order", BodyPublishers.ofString("{"), "Content-Type", "application/json", "Accept", accept)
                .isProblem(400, "unreadable-json");
        get("/nowhere", "Accept", accept).isProblem(404, "unknown-path");
        get("/order", "Accept", accept).isProblem(405, "method-not-allowed");
        get("/filter/refuses", "Accept", accept).isProblem(403, "forbidden");
    }

    @Test
    void anUnknownPathIsNamed() throws Exception {
        var answer = get("/nowhere").isProblem(404, "unknown-path");

        assertThat(answer.detail()).contains("nowhere");
        assertThat(answer.json().path("instance").asString("")).isEqualTo("/nowhere");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() throws Exception {
        var answer = get("/order").isProblem(405, "method-not-allowed");

        assertThat(answer.header("Allow")).isEqualTo("POST");
        assertThat(answer.detail()).contains("GET");
    }

    @Test
    void aClientThatAcceptsNoneOfOurTypesIsToldThem() throws Exception {
        var answer = get("/lines", "Accept", "image/png").isProblem(406, "not-acceptable");

        assertThat(answer.header("Accept") + answer.detail()).contains("application/x-ndjson");
    }

    @Test
    void anAcceptHeaderThatCannotBeReadDoesNotHideTheProblem() throws Exception {
        get("/refused", "Accept", "rubbish").isProblem(404, "unknown-thing");
        get("/nowhere", "Accept", "rubbish").isProblem(404, "unknown-path");
        get("/lines", "Accept", "rubbish").isProblem(404, "unknown-thing");
        get("/bug", "Accept", "rubbish").isProblem(500, "internal-error");
    }

    @Test
    void whatNobodyMappedIsLoggedOnceWithTheRequestIdAndKeptFromTheClient(CapturedOutput output) throws Exception {
        var answer = get("/bug", "X-Request-Id", "bug-1").isProblem(500, "internal-error");

        assertThat(answer.body()).doesNotContain("secret").contains("bug-1");
        assertThat(output.getOut().split("secret of the controller", -1))
                .as("times logged + 1")
                .hasSize(2);
        assertThat(output.getOut()).contains("bug-1");
    }

    @Test
    void anAbsentDatabaseIsATemporaryProblem() throws Exception {
        var answer = get("/database").isProblem(503, "database-unavailable");

        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void anExceptionInAFilterIsAProblemWithTheRequestId(CapturedOutput output) throws Exception {
        var answer = get("/filter/throws", "X-Request-Id", "filter-1").isProblem(500, "internal-error");

        assertThat(answer.header("X-Request-Id")).isEqualTo("filter-1");
        assertThat(answer.body()).doesNotContain("secret").contains("filter-1");
        assertThat(output.getOut()).contains("secret of the filter");
    }

    @Test
    void aRefusalByAFilterIsAProblem() throws Exception {
        var answer = get("/filter/refuses").isProblem(403, "forbidden");

        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void theErrorPageItselfIsNoPlaceToAskFor() throws Exception {
        get("/error").isProblem(404, "unknown-path");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "GET /a b c HTTP/1.1\r\nHost: x\r\n\r\n",
                "G<T / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /|{} HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n"
            })
    void aRequestThatTomcatCannotReadIsAProblemToo(String request) throws Exception {
        String answer = sendRaw(request);

        assertThat(answer).startsWith("HTTP/1.1 400 ").containsIgnoringCase("Content-Type: application/problem+json");
        assertThat(answer)
                .contains("\"type\":\"urn:tamis:problem:invalid-request\"")
                .contains("\"status\":400");
        assertThat(answer).doesNotContain("<html", "Tomcat", "Exception");
    }

    private String sendRaw(String request) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
