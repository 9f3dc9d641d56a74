package dev.tamis.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpIT extends RunningProbe {

    private static final int LIMIT = 64 * 1024;

    @Test
    void aBodyThatDeclaresMoreThanTheLimitIsRefused() throws Exception {
        var answer =
                send("POST", "/order", BodyPublishers.ofString(order(LIMIT + 1)), "Content-Type", "application/json");

        assertThat(answer.isProblem(413, "body-too-large").detail()).contains("64 KiB");
    }

    @Test
    void aBodyThatDeclaresMuchMoreThanTheLimitIsRefusedInATheClientCanRead() throws Exception {
        var answer =
                send("POST", "/order", BodyPublishers.ofString(order(12_000_000)), "Content-Type", "application/json");

        answer.isProblem(413, "body-too-large");
    }

    @Test
    void aChunkedBodyIsRefusedWhenItGoesOverTheLimitWhileJsonIsRead() throws Exception {
        var answer = send("POST", "/order", chunked(order(LIMIT + 1)), "Content-Type", "application/json");

        assertThat(answer.isProblem(413, "body-too-large").detail()).contains("64 KiB");
    }

    @Test
    void aChunkedBodyIsRefusedWhenItGoesOverTheLimitWhileTheControllerReadsIt() throws Exception {
        var answer = send("POST", "/raw", chunked("x".repeat(LIMIT + 1)), "Content-Type", "text/plain");

        answer.isProblem(413, "body-too-large");
    }

    @Test
    void aBodyUpToTheLimitIsRead() throws Exception {
        assertThat(send("POST", "/raw", BodyPublishers.ofString("x".repeat(LIMIT)), "Content-Type", "text/plain")
                        .body())
                .isEqualTo("" + LIMIT);
        assertThat(send("POST", "/raw", chunked("x".repeat(LIMIT)), "Content-Type", "text/plain")
                        .body())
                .isEqualTo("" + LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "Application/X-NDJSON;charset=utf-8"})
    void aStreamOfLinesHasNoLimit(String type) throws Exception {
        assertThat(send("POST", "/raw", chunked("x".repeat(3 * LIMIT)), "Content-Type", type)
                        .body())
                .isEqualTo("" + 3 * LIMIT);
    }

    @Test
    void theCallersRequestIdIsTakenOver() throws Exception {
        assertThat(get("/things/1?most=1", "X-Request-Id", "a.b:c_d-1").header("X-Request-Id"))
                .isEqualTo("a.b:c_d-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "two words",
                "line\\nbreak",
                "<script>",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void aRequestIdThatIsMissingOrHarmfulIsReplaced(String id) throws Exception {
        var answer = id.isEmpty() ? get("/things/1?most=1") : get("/things/1?most=1", "X-Request-Id", id);

        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    private static String order(int length) {
        String frame = "{\"order_id\": \"\"}";
        return "{\"order_id\": \"" + "x".repeat(length - frame.length()) + "\"}";
    }

    private static BodyPublisher chunked(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
