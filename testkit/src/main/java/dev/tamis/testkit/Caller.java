package dev.tamis.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls a running service of this machine as any client would.
///
/// @param headers sent with every request
public record Caller(int port, Map<String, String> headers) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    public Caller {
        headers = Map.copyOf(headers);
    }

    public Caller(int port) {
        this(port, Map.of());
    }

    /// One that sends this header too.
    public Caller with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Caller(port, more);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer post(String path, String json) {
        return withJson().send("POST", path, json);
    }

    /// Posts a contract record.
    public Answer post(String path, Object body) {
        return post(path, JSON.writeValueAsString(body));
    }

    /// Posts a form.
    public Answer post(String path, Form form) {
        return answer(with("Content-Type", Form.TYPE)
                .send("POST", path, BodyPublishers.ofByteArray(form.body()), BodyHandlers.ofString()));
    }

    /// Gets what is no text.
    public byte[] bytes(String path) {
        return send("GET", path, BodyPublishers.noBody(), BodyHandlers.ofByteArray())
                .body();
    }

    public Answer put(String path, String json) {
        return withJson().send("PUT", path, json);
    }

    private Caller withJson() {
        return with("Content-Type", "application/json");
    }

    /// Sends a body of any type: the one that the headers say.
    public Answer send(String method, String path, @Nullable String body) {
        return answer(send(
                method,
                path,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                BodyHandlers.ofString()));
    }

    private <T> HttpResponse<T> send(String method, String path, BodyPublisher body, BodyHandler<T> handler) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body);
        headers.forEach(request::setHeader);
        try {
            return HTTP.send(request.build(), handler);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /// What a service answered.
    public record Answer(int status, HttpHeaders headers, String body) {

        /// A header's value, empty if it is absent.
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public String contentType() {
            return header("Content-Type");
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }

        /// Lines of NDJSON.
        public List<JsonNode> lines() {
            return body.lines().map(JSON::readTree).toList();
        }

        /// The body as a contract record.
        ///
        /// @throws AssertionError if it is a refusal
        public <T> T as(Class<T> type) {
            if (status != 200 && status != 201) {
                throw new AssertionError("answered " + status + ": " + body);
            }
            return JSON.readValue(body, type);
        }

        /// Status and kind of a problem, as `404 unknown-collection`.
        public String problem() {
            return contentType().startsWith("application/problem+json")
                    ? status + " " + json().path("type").asString().replace("urn:tamis:problem:", "")
                    : status + " without a problem: " + body;
        }

        public String detail() {
            return json().path("detail").asString();
        }

        /// Which fields are wrong.
        public List<String> pointers() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("pointer").asString())
                    .toList();
        }

        /// Which fields are wrong and why, each as `pointer: detail`.
        public List<String> errors() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("pointer").asString() + ": "
                            + error.path("detail").asString())
                    .toList();
        }
    }
}
