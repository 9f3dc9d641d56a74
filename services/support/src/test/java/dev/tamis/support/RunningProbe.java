package dev.tamis.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The probe on a real port, called over real HTTP.
@SpringBootTest(
        classes = ProbeApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=probe")
abstract class RunningProbe {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    Answer post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    /// @param headers names and values by turns
    Answer send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
    }

    record Answer(HttpResponse<String> response) {

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(body());
        }

        String detail() {
            return json().path("detail").asString("");
        }

        /// Pointers and reasons, each as `pointer: detail`.
        String errors() {
            var errors = new StringBuilder();
            for (JsonNode error : json().path("errors")) {
                errors.append(error.path("pointer").asString())
                        .append(": ")
                        .append(error.path("detail").asString())
                        .append('\n');
            }
            return errors.toString();
        }

        /// Checks that this is a problem detail of ours in every respect, and of this type.
        Answer isProblem(int status, String type) {
            assertThat(response.statusCode()).as(body()).isEqualTo(status);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(header("X-Request-Id")).isNotEmpty();
            assertThat(json().path("type").asString("")).isEqualTo("urn:tamis:problem:" + type);
            assertThat(json().path("status").asInt()).isEqualTo(status);
            assertThat(json().path("title").asString("")).isNotEmpty();
            assertThat(detail()).isNotEmpty();
            return this;
        }
    }
}
