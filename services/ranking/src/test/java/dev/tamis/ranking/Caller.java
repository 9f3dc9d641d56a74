package dev.tamis.ranking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls a running service as any client would.
record Caller(int port) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    Answer postEvents(String json) {
        return post("/v1/events", json);
    }

    Answer postRank(String json) {
        return post("/v1/rank", json);
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private Answer post(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
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

    record Answer(int status, String contentType, String body) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        /// The pointers and reasons of a validation problem, each as `pointer: detail`.
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
    }
}
