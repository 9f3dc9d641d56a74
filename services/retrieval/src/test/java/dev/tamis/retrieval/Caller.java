package dev.tamis.retrieval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls a running service as any client would.
public record Caller(int port) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    public Answer delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).DELETE().build());
    }

    public Answer post(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /// Posts a contract record.
    public Answer post(String path, Object body) {
        return post(path, JSON.writeValueAsString(body));
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public record Answer(int status, String contentType, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public <T> T as(Class<T> type) {
            if (status != 200 && status != 201) {
                throw new AssertionError("answered " + status + ": " + body);
            }
            return JSON.readValue(body, type);
        }

        /// Status and kind of a problem, as `404 unknown-collection`.
        public String problem() {
            return contentType.startsWith("application/problem+json")
                    ? status + " " + json().path("type").asString().replace("urn:tamis:problem:", "")
                    : status + " without a problem: " + body;
        }

        public String detail() {
            return json().path("detail").asString();
        }

        /// Which fields are wrong.
        public List<String> pointers() {
            var pointers = new ArrayList<String>();
            json().path("errors")
                    .forEach(error -> pointers.add(error.path("pointer").asString()));
            return pointers;
        }
    }
}
