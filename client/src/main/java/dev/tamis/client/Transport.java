package dev.tamis.client;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.item.BulkLine;
import dev.tamis.common.contract.job.Job;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Requests and answers over HTTP/1.1, JSON in both directions, every failure as a [TamisException].
final class Transport implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final String EVENTS = "text/event-stream";

    private final URI url;
    private final @Nullable String key;
    private final Duration timeout;
    private final Duration bulkTimeout;
    private final HttpClient http;
    // A newer gateway may answer with more than this client knows.
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Transport(URI url, @Nullable String key, Duration connectTimeout, Duration timeout, Duration bulkTimeout) {
        this.url = url;
        this.key = key;
        this.timeout = timeout;
        this.bulkTimeout = bulkTimeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
    }

    <T> T get(String path, Class<T> type) {
        return read(answered(send(request(path).GET())), type);
    }

    /// @param absent the type of the 404 problem that is answered by empty; any other 404 is thrown
    <T> Optional<T> find(String path, Class<T> type, String absent) {
        HttpResponse<byte[]> answer = send(request(path).GET());
        if (answer.statusCode() == 404 && problem(answer).type().equals(Problem.urn(absent))) {
            return Optional.empty();
        }
        return Optional.of(read(answered(answer), type));
    }

    /// A page of HTML.
    ///
    /// @param absent as with [#find]
    Optional<String> findPage(String path, String absent) {
        HttpResponse<byte[]> answer = send(request(path)
                .setHeader("Accept", "text/html, application/problem+json")
                .GET());
        if (answer.statusCode() == 404 && problem(answer).type().equals(Problem.urn(absent))) {
            return Optional.empty();
        }
        return Optional.of(new String(answered(answer).body(), StandardCharsets.UTF_8));
    }

    <T> T post(String path, Object body, Class<T> type) {
        return read(answered(send(request(path).header("Content-Type", JSON).POST(body(body)))), type);
    }

    /// Posts nothing.
    <T> T post(String path, Class<T> type) {
        return read(answered(send(request(path).POST(BodyPublishers.noBody()))), type);
    }

    <T> T post(String path, Form form, Class<T> type) {
        HttpRequest.Builder request = request(path)
                .timeout(bulkTimeout)
                .header("Content-Type", form.type())
                .POST(BodyPublishers.ofByteArrays(form.parts()));
        return read(answered(send(request)), type);
    }

    byte[] getBytes(String path) {
        HttpRequest.Builder request = request(path)
                .timeout(bulkTimeout)
                .setHeader("Accept", "application/octet-stream, application/problem+json")
                .GET();
        return answered(send(request)).body();
    }

    <T> T put(String path, Object body, Class<T> type) {
        return read(answered(send(request(path).header("Content-Type", JSON).PUT(body(body)))), type);
    }

    void delete(String path) {
        answered(send(request(path).DELETE()));
    }

    <T> T delete(String path, Class<T> type) {
        return read(answered(send(request(path).DELETE())), type);
    }

    /// A service that is down answers 503 with its health.
    Health health() {
        HttpResponse<byte[]> answer = send(request("/actuator/health").GET());
        return read(answer.statusCode() == 503 ? answer : answered(answer), Health.class);
    }

    BulkResult bulk(String path, byte[] ndjson) {
        HttpRequest.Builder request = request(path)
                .timeout(bulkTimeout)
                .header("Content-Type", NDJSON)
                .setHeader("Accept", NDJSON + ", application/problem+json")
                .POST(BodyPublishers.ofByteArray(ndjson));
        HttpResponse<byte[]> answer = answered(send(request));
        var lines = new ArrayList<BulkLine>();
        try (var values = json.readerFor(BulkAnswerLine.class).<BulkAnswerLine>readValues(answer.body())) {
            while (values.hasNextValue()) {
                BulkAnswerLine line = values.nextValue();
                if (line.summary() != null) {
                    return new BulkResult(lines, line.summary());
                }
                lines.add(line.toBulkLine());
            }
        } catch (JacksonException | IllegalArgumentException unreadable) {
            throw TamisException.unanswered(
                    "the answer of %s to the items broke off or is no NDJSON".formatted(url), unreadable);
        }
        throw TamisException.unanswered(
                "the answer of %s to the items broke off before its summary".formatted(url), null);
    }

    /// Hands every event of a stream to a listener, and returns when the stream ends.
    ///
    /// @param seen id of the last event that was seen; 0 if none was
    void events(String path, long seen, Consumer<Job> listener) {
        HttpRequest.Builder request = request(path)
                .setHeader("Accept", EVENTS + ", application/problem+json")
                .header("Last-Event-ID", Long.toString(seen))
                .GET();
        HttpResponse<InputStream> answer = send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() / 100 != 2) {
                throw TamisException.refused(problem(answer.statusCode(), body.readAllBytes()));
            }
            var events = new JobEvents(body, event -> read(event.getBytes(StandardCharsets.UTF_8), Job.class));
            for (Job job = events.next(); job != null; job = events.next()) {
                listener.accept(job);
            }
        } catch (IOException broken) {
            throw TamisException.unanswered("the events of %s broke off".formatted(url), broken);
        }
    }

    byte[] json(Object value) {
        return json.writeValueAsBytes(value);
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.BodyPublisher body(Object value) {
        return BodyPublishers.ofByteArray(json(value));
    }

    private HttpRequest.Builder request(String path) {
        String base = url.toString();
        String address = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(timeout)
                .header("Accept", JSON + ", application/problem+json");
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofByteArray());
    }

    private <B> HttpResponse<B> send(HttpRequest.Builder request, BodyHandler<B> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (HttpConnectTimeoutException slow) {
            throw TamisException.unanswered("%s cannot be reached: no connection in time".formatted(url), slow);
        } catch (HttpTimeoutException slow) {
            throw TamisException.unanswered("%s did not answer in time".formatted(url), slow);
        } catch (ConnectException refused) {
            throw TamisException.unanswered(unreachable(refused), refused);
        } catch (IOException broken) {
            throw TamisException.unanswered(
                    "the connection to %s broke before it answered: %s".formatted(url, broken.getMessage()), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw TamisException.unanswered("interrupted while waiting for " + url, stopped);
        }
    }

    private String unreachable(ConnectException refused) {
        return refused.getCause() instanceof UnresolvedAddressException
                ? "%s cannot be reached: no host is named '%s'".formatted(url, url.getHost())
                : "%s cannot be reached: nothing listens there (connection refused)".formatted(url);
    }

    private HttpResponse<byte[]> answered(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 == 2) {
            return answer;
        }
        throw TamisException.refused(problem(answer));
    }

    private Problem problem(HttpResponse<byte[]> answer) {
        return problem(answer.statusCode(), answer.body());
    }

    private Problem problem(int status, byte[] body) {
        try {
            Problem problem = json.readValue(body, Problem.class);
            if (problem != null && problem.title() != null) {
                return problem;
            }
        } catch (JacksonException noProblem) {
            // Some proxy answered: below is said what is known.
        }
        return new Problem(
                "about:blank",
                "HTTP status " + status,
                status,
                "%s answered with no problem detail; is it a Tamis gateway?".formatted(url),
                null,
                null);
    }

    private <T> T read(HttpResponse<byte[]> answer, Class<T> type) {
        return read(answer.body(), type);
    }

    private <T> T read(byte[] body, Class<T> type) {
        try {
            return json.readValue(body, type);
        } catch (JacksonException unreadable) {
            throw TamisException.foreign(
                    "%s answered what is no %s; is it a Tamis gateway?".formatted(url, type.getSimpleName()),
                    unreadable);
        }
    }
}
