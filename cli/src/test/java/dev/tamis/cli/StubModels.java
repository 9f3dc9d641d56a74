package dev.tamis.cli;

import com.sun.net.httpserver.HttpExchange;
import dev.tamis.cli.terminal.Json;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedModels;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.contract.model.ModelRolledBack;
import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.ModelManifest;
import dev.tamis.common.model.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The fitted models of a [StubGateway]: one projection, `shop@2`.
public final class StubModels {

    public static final ModelArtifact ARTIFACT = ModelArtifact.create(
            new ModelManifest(
                    ArtifactKind.PROJECTION,
                    "shop",
                    2,
                    "books",
                    null,
                    Map.of(),
                    "",
                    new ModelManifest.TrainingData("", 0, 0, 0, ""),
                    Map.of(),
                    1,
                    Map.of("ndcg@10", 0.5),
                    "",
                    Instant.EPOCH),
            Map.of(
                    "sample.input", Tensor.of(new float[32], 32, 1),
                    "sample.output", Tensor.of(new float[32], 32, 1)));

    private static final FittedModel MODEL = new FittedModel(
            "shop@2",
            "model",
            ArtifactKind.PROJECTION,
            FittedState.ACTIVE,
            "the index is being built with it",
            "books",
            null,
            2,
            64,
            false,
            Map.of("ndcg@10", 0.5),
            0);

    private final List<String> forms = new ArrayList<>();
    private boolean empty;

    /// What was posted, as text.
    public List<String> forms() {
        return forms;
    }

    /// Has none from now on.
    public void clear() {
        empty = true;
    }

    void answer(HttpExchange exchange, String[] parts, byte[] body) throws IOException {
        String part = parts.length > 4 ? parts[4] : "";
        if (exchange.getRequestMethod().equals("POST")) {
            forms.add(new String(body, StandardCharsets.ISO_8859_1));
        }
        if (parts.length == 3 && exchange.getRequestMethod().equals("POST")) {
            respond(exchange, 201, Json.line(MODEL));
        } else if (parts.length == 3) {
            respond(exchange, 200, Json.line(new FittedModels("list", empty ? List.of() : List.of(MODEL))));
        } else if (!parts[3].equals("shop@2")) {
            respond(exchange, 404, """
                    {"type": "urn:tamis:problem:unknown-model", "title": "Unknown model", "status": 404,
                     "detail": "no fitted model is 'none'"}""".getBytes(StandardCharsets.UTF_8));
        } else {
            respond(
                    exchange,
                    200,
                    switch (part) {
                        case "manifest" -> Json.line(ARTIFACT.manifest());
                        case "weights" -> ARTIFACT.weights();
                        case "rollback" -> Json.line(new ModelRolledBack(MODEL, null));
                        default -> Json.line(MODEL);
                    });
        }
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
