package dev.tamis.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Records what it is asked and answers what it was told to, in order.
final class StubGateway implements AutoCloseable {

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    final List<Asked> asked = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, String type, byte[] body) {}

    record Asked(String line, String authorization, String contentType, String body, String lastEventId) {}

    StubGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    StubGateway answers(int status, String type, String body) {
        return answers(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    StubGateway answers(int status, String type, byte[] body) {
        answers.add(new Answer(status, type, body));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        asked.add(new Asked(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().toASCIIString(),
                String.valueOf(headers.getFirst("Authorization")),
                String.valueOf(headers.getFirst("Content-Type")),
                body,
                String.valueOf(headers.getFirst("Last-Event-ID"))));
        Answer answer = answers.remove();
        byte[] bytes = answer.body();
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
