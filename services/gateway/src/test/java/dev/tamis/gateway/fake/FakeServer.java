package dev.tamis.gateway.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A service on a port that stays the same, stopped and started at will.
public abstract class FakeServer implements AutoCloseable {

    protected static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final int port = FreePorts.one();
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> callers = ConcurrentHashMap.newKeySet();
    private volatile String contentType = "";
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    /// Answers a request.
    ///
    /// @param path with its query
    protected abstract Answer answer(String method, String path, byte[] body);

    public final String url() {
        return "http://127.0.0.1:" + port;
    }

    /// Starts it, if it is stopped.
    public final void start() {
        if (server != null) {
            return;
        }
        try {
            HttpServer fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
            fresh.setExecutor(executor);
            fresh.createContext("/", this::handle);
            fresh.start();
            server = fresh;
            threads = executor;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Stops it at once: connections break, and new ones are refused.
    public final void stop() {
        release();
        if (server != null && threads != null) {
            server.stop(0);
            threads.shutdownNow();
            server = null;
        }
    }

    /// Lets every request wait until [#release].
    public final void hang() {
        gate = new CountDownLatch(1);
    }

    /// Ends [#hang].
    public final void release() {
        gate.countDown();
    }

    /// On whose behalf the requests came in.
    public final Set<String> callers() {
        return Set.copyOf(callers);
    }

    /// Type of the body of the last request.
    public final String contentType() {
        return contentType;
    }

    /// How many requests came in.
    public final int requests() {
        return requests.get();
    }

    @Override
    public final void close() {
        stop();
    }

    protected static Answer ok(Object body) {
        return new Answer(200, JSON.writeValueAsBytes(body));
    }

    protected static Answer problem(int status, String type, String detail, FieldError... errors) {
        return new Answer(
                status,
                JSON.writeValueAsBytes(
                        new Problem(Problem.urn(type), type, status, detail, "/internal", List.of(errors))));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!gate.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released the fake");
            }
            callers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Tamis-Caller")));
            contentType = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
            Answer answer =
                    answer(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body);
            exchange.getResponseHeaders()
                    .set("Content-Type", answer.status < 400 ? "application/json" : "application/problem+json");
            answer.headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
            exchange.getResponseBody().write(answer.body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// An answer with a JSON body, or none if it is empty.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    protected record Answer(int status, byte[] body, Map<String, String> headers) {

        Answer(int status, byte[] body) {
            this(status, body, Map.of());
        }

        Answer withHeader(String name, String value) {
            return new Answer(status, body, Map.of(name, value));
        }
    }
}
