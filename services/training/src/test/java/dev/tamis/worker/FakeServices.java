package dev.tamis.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.contract.collection.Language;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedModels;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.contract.retrieval.VectorPage;
import dev.tamis.common.model.ModelManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The retrieval and the embedding service in one: a collection `shop` of items whose ids are numbers, and the
/// registry.
/// The query `near N` lies near item `N`.
final class FakeServices implements AutoCloseable {

    static final int ITEMS = 400;
    static final int DIMENSION = 16;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CLUSTERS = 20;
    private static final Pattern PARAMETER = Pattern.compile("(after|limit)=([0-9]*)");

    private final HttpServer server;
    private final float[][] vectors = vectors();
    private final List<Stored> models = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    /// A model of the registry.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Stored(ModelManifest manifest, byte[] weights) {}

    FakeServices() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// What was registered, in its order.
    List<ModelManifest> models() {
        return models.stream().map(Stored::manifest).toList();
    }

    /// So many requests are answered that too much is to be done.
    void failNext(int requests) {
        failures.set(requests);
    }

    void forget() {
        models.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            byte @Nullable [] answer = fails ? null : answer(exchange, body);
            if (answer == null) {
                int status = fails ? 503 : 404;
                exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                answer = JSON.writeValueAsBytes(new Problem(
                        Problem.urn("unknown-collection"), "Unknown collection", status, "none", null, null));
                exchange.sendResponseHeaders(status, answer.length);
            } else {
                exchange.getResponseHeaders()
                        .set("Content-Type", answer[0] == '{' ? "application/json" : "application/octet-stream");
                exchange.sendResponseHeaders(200, answer.length);
            }
            exchange.getResponseBody().write(answer);
        }
    }

    private byte @Nullable [] answer(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getPath();
        return switch (path) {
            case "/v1/collections/shop" ->
                JSON.writeValueAsBytes(new Collection(
                        "shop",
                        "model",
                        DIMENSION,
                        Language.ENGLISH,
                        IndexKind.AUTO,
                        IndexState.EXACT,
                        ITEMS,
                        0,
                        List.of(),
                        Instant.EPOCH));
            case "/v1/collections/shop/vectors" -> page(exchange.getRequestURI().getQuery());
            case "/v1/embeddings" -> embeddings(JSON.readValue(body, EmbeddingRequest.class));
            case "/v1/models" ->
                exchange.getRequestMethod().equals("POST")
                        ? register(exchange.getRequestHeaders().getFirst("Content-Type"), body)
                        : JSON.writeValueAsBytes(new FittedModels(
                                "list",
                                models.reversed().stream()
                                        .map(FakeServices::described)
                                        .toList()));
            default -> ofModel(path.split("/"));
        };
    }

    private byte @Nullable [] ofModel(String[] path) {
        return models.stream()
                .filter(model -> path.length == 5
                        && path[2].equals("models")
                        && id(model.manifest).equals(path[3]))
                .map(model -> path[4].equals("weights") ? model.weights : JSON.writeValueAsBytes(model.manifest))
                .findFirst()
                .orElse(null);
    }

    private byte[] page(String query) {
        int after = -1;
        int limit = ITEMS;
        Matcher parameters = PARAMETER.matcher(query);
        while (parameters.find()) {
            if (parameters.group(1).equals("limit")) {
                limit = Integer.parseInt(parameters.group(2));
            } else if (!parameters.group(2).isEmpty()) {
                after = Integer.parseInt(parameters.group(2));
            }
        }
        int[] items =
                IntStream.range(after + 1, Math.min(ITEMS, after + 1 + limit)).toArray();
        short[] halves = new short[items.length * DIMENSION];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = Float.floatToFloat16(vectors[items[i / DIMENSION]][i % DIMENSION]);
        }
        return new VectorPage(
                        DIMENSION, IntStream.of(items).mapToObj(String::valueOf).toList(), halves)
                .toBytes();
    }

    private byte[] embeddings(EmbeddingRequest request) {
        var data = new ArrayList<EmbeddingResponse.Embedding>();
        for (String text : request.input()) {
            int item = Integer.parseInt(text.replace("near ", ""));
            float[] query = vectors[item].clone();
            query[item % DIMENSION] += 0.1f;
            data.add(new EmbeddingResponse.Embedding("embedding", data.size(), DenseVector.of(query)));
        }
        return JSON.writeValueAsBytes(
                new EmbeddingResponse("list", data, "model", new EmbeddingResponse.Usage(1, 1, 0)));
    }

    /// Takes the two parts of a form, each after its headers and an empty line.
    private byte[] register(String type, byte[] form) {
        String text = new String(form, StandardCharsets.ISO_8859_1);
        String boundary = "\r\n--" + type.replaceAll(".*boundary=\"?([^\";]*).*", "$1");
        int manifestAt = text.indexOf("\r\n\r\n", text.indexOf("name=\"manifest\"")) + 4;
        int weightsAt = text.indexOf("\r\n\r\n", text.indexOf("name=\"weights\"")) + 4;
        byte[] manifest =
                text.substring(manifestAt, text.indexOf(boundary, manifestAt)).getBytes(StandardCharsets.ISO_8859_1);
        byte[] weights =
                text.substring(weightsAt, text.indexOf(boundary, weightsAt)).getBytes(StandardCharsets.ISO_8859_1);
        var stored = new Stored(JSON.readValue(manifest, ModelManifest.class).withVersion(models.size() + 1), weights);
        models.add(stored);
        return JSON.writeValueAsBytes(described(stored));
    }

    private static String id(ModelManifest manifest) {
        return manifest.name() + "@" + manifest.version();
    }

    private static FittedModel described(Stored model) {
        ModelManifest manifest = model.manifest;
        return new FittedModel(
                id(manifest),
                "model",
                manifest.kind(),
                FittedState.CANDIDATE,
                null,
                String.valueOf(manifest.collection()),
                manifest.baseModel(),
                manifest.version(),
                null,
                false,
                manifest.metrics(),
                0);
    }

    private static float[][] vectors() {
        var random = new Random(1);
        float[][] centres = new float[CLUSTERS][DIMENSION];
        for (float[] centre : centres) {
            for (int j = 0; j < DIMENSION; j++) {
                centre[j] = (float) random.nextGaussian();
            }
        }
        float[][] vectors = new float[ITEMS][DIMENSION];
        for (int i = 0; i < ITEMS; i++) {
            for (int j = 0; j < DIMENSION; j++) {
                vectors[i][j] = (float) (centres[i % CLUSTERS][j] + 0.5 * random.nextGaussian());
            }
        }
        return vectors;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
