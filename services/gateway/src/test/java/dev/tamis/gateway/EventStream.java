package dev.tamis.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Server-sent events as they come.
final class EventStream implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    record Event(long id, JsonNode data) {

        String state() {
            return data.path("state").asString();
        }
    }

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /// @param seen id of the last event that was seen, if any was
    static EventStream open(int port, String path, @Nullable Long seen) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + GatewayHarness.KEY)
                .header("Accept", "text/event-stream");
        if (seen != null) {
            request.header("Last-Event-ID", seen.toString());
        }
        return new EventStream(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
    }

    int status() {
        return response.statusCode();
    }

    String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /// The next event; null at the end.
    @Nullable
    Event next() {
        try {
            long id = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = Long.parseLong(line.substring(4));
                } else if (line.startsWith("data: ")) {
                    return new Event(id, JSON.readTree(line.substring(6)));
                }
            }
            return null;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The last event before the end.
    Event last() {
        Event last = next();
        if (last == null) {
            throw new AssertionError("there are no more events");
        }
        for (Event event = next(); event != null; event = next()) {
            if (event.id() <= last.id()) {
                throw new AssertionError("event %d came after event %d".formatted(event.id(), last.id()));
            }
            last = event;
        }
        return last;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
