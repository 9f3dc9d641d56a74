package dev.tamis.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tamis.cli.terminal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// A gateway in memory: keeps items, answers searches as it is told, and fails on demand.
public final class StubGateway implements AutoCloseable {

    public static final String KEY = "stub-key";

    private static final String UNKNOWN_UPGRADE =
            problem(404, "unknown-upgrade", "Unknown upgrade", "nothing is being changed");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Map<String, Instant> collections = new TreeMap<>();
    private final Map<String, Map<String, JsonNode>> items = new TreeMap<>();
    private final List<Bulk> bulks = Collections.synchronizedList(new ArrayList<>());
    private final List<JsonNode> searches = Collections.synchronizedList(new ArrayList<>());
    private final StubModels models = new StubModels();
    private final Deque<Integer> failures = new ArrayDeque<>();
    private final List<String> inFlight = new ArrayList<>();
    private final List<String> overlaps = new ArrayList<>();
    private Function<JsonNode, String> search = request -> """
            {"queryId": "q", "mode": "hybrid", "degraded": [], "tookMillis": 1.5, "hits": []}""";
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile String jobs = "";
    private final Map<String, String> jobAnswers = new ConcurrentHashMap<>();
    private final List<JsonNode> createdJobs = Collections.synchronizedList(new ArrayList<>());
    private volatile String upgrade = "";
    private volatile String failingId = "";
    private volatile String refusal = "";
    private volatile int withoutVector;
    private volatile int failingStatus;

    /// A bulk request that was answered.
    public record Bulk(List<String> ids, boolean waited) {}

    public StubGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// Creates a collection, in place of one of that name.
    public synchronized void create(String name) {
        collections.put(name, Instant.parse("2026-01-01T00:00:00Z").plusSeconds(collections.size() + bulks.size()));
        items.put(name, new TreeMap<>());
    }

    public synchronized Map<String, JsonNode> items(String collection) {
        return items.getOrDefault(collection, Map.of());
    }

    public JsonNode item(String collection, String id) {
        return Objects.requireNonNull(items(collection).get(id), id);
    }

    public StubModels models() {
        return models;
    }

    public List<Bulk> bulks() {
        return bulks;
    }

    public List<JsonNode> searches() {
        return searches;
    }

    /// Ids that were sent again while an earlier request with them was not answered.
    public List<String> overlaps() {
        return overlaps;
    }

    /// The next bulk requests are answered with these statuses instead; 0 breaks the connection.
    public synchronized void failBulks(Integer... statuses) {
        failures.addAll(List.of(statuses));
    }

    /// Every bulk request that holds this id is answered with this status instead.
    public void failBulksWith(String id, int status) {
        failingStatus = status;
        failingId = id;
    }

    public void failNoBulks() {
        failingId = "";
    }

    public void answersSearches(Function<JsonNode, String> answer) {
        this.search = answer;
    }

    /// Whatever is asked of jobs is answered with this.
    public void answersJobs(String answer) {
        this.jobs = answer;
    }

    /// What is asked of jobs at a path that ends like this is answered with that.
    public void answersJobs(String end, String answer) {
        jobAnswers.put(end, answer);
    }

    /// The jobs that were asked for.
    public List<JsonNode> createdJobs() {
        return createdJobs;
    }

    /// What was asked of jobs.
    public List<String> asked() {
        return asked;
    }

    /// Whatever is asked of upgrades is answered with this; without it there are none.
    public void answersUpgrades(String answer) {
        this.upgrade = answer;
    }

    public void lacksVectors(int items) {
        this.withoutVector = items;
    }

    public void refusesSearches(String problem) {
        this.refusal = problem;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String[] parts = path.split("/", -1);
            if (path.equals("/actuator/health")) {
                respond(exchange, 200, "{\"status\": \"UP\"}");
            } else if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                respond(exchange, 401, problem(401, "unknown-key", "Unknown key", "this key opens nothing"));
            } else if (path.startsWith("/v1/models")) {
                models.answer(exchange, parts, body);
            } else if (path.endsWith("/items:bulk")) {
                bulk(exchange, parts[3], body);
            } else if (path.endsWith("/search")) {
                searches.add(Json.mapper().readTree(body));
                respond(
                        exchange,
                        refusal.isEmpty() ? 200 : 400,
                        refusal.isEmpty() ? search.apply(Json.mapper().readTree(body)) : refusal);
            } else if (path.startsWith("/v1/jobs")) {
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                if (body.length > 0) {
                    createdJobs.add(Json.mapper().readTree(body));
                }
                respond(exchange, 200, jobAnswers.getOrDefault(path.substring(path.lastIndexOf('/') + 1), jobs));
            } else if (path.contains("/upgrade")) {
                asked.add(exchange.getRequestMethod() + " " + path);
                respond(exchange, upgrade.isEmpty() ? 404 : 200, upgrade.isEmpty() ? UNKNOWN_UPGRADE : upgrade);
            } else if (parts.length == 3) {
                allCollections(exchange, body);
            } else {
                oneCollection(exchange, parts[3]);
            }
        }
    }

    private synchronized void allCollections(HttpExchange exchange, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            String name = Json.mapper().readTree(body).path("name").asString();
            create(name);
            respond(exchange, 201, described(name));
        } else {
            List<String> all =
                    collections.keySet().stream().map(this::described).toList();
            respond(exchange, 200, "{\"collections\": [" + String.join(",", all) + "]}");
        }
    }

    private synchronized void oneCollection(HttpExchange exchange, String name) throws IOException {
        if (!collections.containsKey(name)) {
            respond(exchange, 404, problem(404, "unknown-collection", "Unknown collection", "none is named " + name));
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            collections.remove(name);
            items.remove(name);
            respond(exchange, 204, "");
        } else {
            respond(exchange, 200, described(name));
        }
    }

    private String described(String name) {
        return """
                {"name": "%s", "model": "bge-small-en-v1.5", "dimension": 384, "language": "english", "index": "auto",
                 "indexState": "exact", "items": %d, "itemsWithoutVector": %d,
                 "attributes": [{"name": "price", "type": "number"}], "createdAt": "%s"}""".formatted(name, items(name).size(), withoutVector, collections.get(name));
    }

    private void bulk(HttpExchange exchange, String collection, byte[] body) throws IOException {
        List<JsonNode> lines = new String(body, StandardCharsets.UTF_8)
                .lines()
                .map(Json.mapper()::readTree)
                .toList();
        List<String> ids =
                lines.stream().map(line -> line.path("id").asString()).toList();
        Integer failure;
        synchronized (this) {
            failure = ids.contains(failingId) ? Integer.valueOf(failingStatus) : failures.poll();
            ids.stream().filter(inFlight::contains).forEach(overlaps::add);
            inFlight.addAll(ids);
        }
        try {
            if (failure != null) {
                fail(exchange, failure, ids);
                return;
            }
            var results = new StringBuilder();
            int failed = 0;
            for (int i = 0; i < lines.size(); i++) {
                boolean bad = ids.get(i).startsWith("bad");
                failed += bad ? 1 : 0;
                results.append(bad ? failedLine(i + 1, ids.get(i)) : stored(collection, i + 1, lines.get(i)))
                        .append('\n');
            }
            bulks.add(
                    new Bulk(ids, "refresh=wait".equals(exchange.getRequestURI().getQuery())));
            respond(exchange, 200, results + summary(lines.size(), failed));
        } finally {
            synchronized (this) {
                ids.forEach(inFlight::remove);
            }
        }
    }

    /// 0 breaks the connection, 200 answers lines that are unavailable.
    private static void fail(HttpExchange exchange, int status, List<String> ids) throws IOException {
        if (status == 200) {
            respond(exchange, 200, """
                    {"line": 1, "id": "%s", "status": "failed", "problem": {"type": "urn:tamis:problem:retrieval-unavailable", "title": "Retrieval unavailable", "status": 503, "detail": "retrieval is away"}}
                    {"summary": {"lines": 1, "stored": 0, "failed": 1, "embedded": 0, "tookMillis": 1, "change": 1}}""".formatted(ids.getFirst()));
        } else if (status != 0) {
            respond(exchange, status, problem(status, "away", "Away", "down for a moment"));
        }
    }

    private synchronized String stored(String collection, int number, JsonNode item) {
        String id = item.path("id").asString();
        items.computeIfAbsent(collection, name -> new TreeMap<>()).put(id, item);
        return "{\"line\": %d, \"id\": \"%s\", \"status\": \"stored\"}".formatted(number, id);
    }

    private static String failedLine(int number, String id) {
        return """
                {"line": %d, "id": "%s", "status": "failed", "problem": {"type": "urn:tamis:problem:invalid-item", "title": "Invalid item", "status": 400, "errors": [{"pointer": "#/fields/title", "detail": "is not to our taste"}]}}""".formatted(number, id);
    }

    private static String summary(int lines, int failed) {
        return "{\"summary\": {\"lines\": %d, \"stored\": %d, \"failed\": %d, \"embedded\": %d, \"tookMillis\": 1, \"change\": 1}}\n"
                .formatted(lines, lines - failed, failed, lines - failed);
    }

    private static String problem(int status, String type, String title, String detail) {
        return "{\"type\": \"urn:tamis:problem:%s\", \"title\": \"%s\", \"status\": %d, \"detail\": \"%s\"}"
                .formatted(type, title, status, detail);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
