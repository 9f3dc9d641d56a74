package dev.tamis.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One call of the gateway, as a caller makes it.
final class Call {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpRequest.Builder request;

    private Call(HttpRequest.Builder request) {
        this.request = request;
    }

    static Call to(int port, String path) {
        return new Call(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
    }

    Call header(String name, String value) {
        request.setHeader(name, value);
        return this;
    }

    Answer get() {
        return send("GET", null);
    }

    Answer delete() {
        return send("DELETE", null);
    }

    Answer post(String json) {
        return header("Content-Type", "application/json").send("POST", json);
    }

    Answer put(String json) {
        return header("Content-Type", "application/json").send("PUT", json);
    }

    Answer send(String method, @Nullable String body) {
        try {
            request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    response);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    record Answer(int status, String contentType, String body, HttpResponse<String> response) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        /// Lines of NDJSON.
        List<JsonNode> lines() {
            return body.lines().map(JSON::readTree).toList();
        }

        /// Type of the problem, without what all types begin with.
        String problem() {
            return contentType.startsWith("application/problem+json")
                    ? json().path("type").asString().replace("urn:tamis:problem:", "")
                    : "not a problem: " + status + " " + contentType;
        }

        String detail() {
            return json().path("detail").asString();
        }

        String pointer() {
            return json().path("errors").path(0).path("pointer").asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
