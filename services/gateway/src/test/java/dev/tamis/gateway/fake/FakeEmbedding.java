package dev.tamis.gateway.fake;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.EmbeddingModels;
import dev.tamis.common.contract.embedding.EmbeddingModels.Model;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.ModelState;
import dev.tamis.common.contract.embedding.RerankResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Makes vectors that depend on the text alone, of four dimensions unless a model has fewer.
public final class FakeEmbedding extends FakeServer {

    public static final String MODEL = "bge-small-en-v1.5";

    private static final Model DEFAULT = new Model(MODEL, "model", 4, 512, "MIT");

    private volatile List<Model> models = List.of(DEFAULT);
    private final List<EmbeddingRequest> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();

    @Override
    protected Answer answer(String method, String path, byte[] body) {
        if (path.equals("/v1/models")) {
            return ok(new EmbeddingModels("list", models));
        }
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return problem(429, "queue-full", "9 tokens wait to be encoded").withHeader("Retry-After", "0");
        }
        if (path.equals("/v1/rerank")) {
            return ok(new RerankResponse("id", MODEL, List.of(), new EmbeddingResponse.Usage(1, 1, 0)));
        }
        EmbeddingRequest request = JSON.readValue(body, EmbeddingRequest.class);
        Optional<Model> found = models.stream()
                .filter(each -> each.id().equals(request.model()))
                .findFirst();
        if (found.isEmpty()) {
            return problem(404, "unknown-model", "no model is named '" + request.model() + "'");
        }
        Model model = found.get();
        if (model.state() == ModelState.FAILED) {
            return problem(503, "model-unavailable", "'%s' cannot be used: %s".formatted(model.id(), model.detail()));
        }
        asked.add(request);
        return ok(new EmbeddingResponse(
                "list", indexed(request.input(), model.dimension()), model.id(), new EmbeddingResponse.Usage(1, 1, 0)));
    }

    /// Has too much to do for so many requests from now on.
    public void refuse(int requests) {
        refusals.set(requests);
    }

    /// Lists a model of two dimensions from now on, besides the one that it has always.
    ///
    /// @param detail why it failed, if it did
    public void serve(String name, ModelKind kind, ModelState state, @Nullable String detail) {
        models = List.of(DEFAULT, model(name, kind, state, detail));
    }

    /// Lists the model that it has always as failed from now on, besides another one of two dimensions.
    public void fail(String reason, String besides) {
        models = List.of(
                model(MODEL, ModelKind.EMBEDDING, ModelState.FAILED, reason),
                model(besides, ModelKind.EMBEDDING, ModelState.READY, null));
    }

    private static Model model(String name, ModelKind kind, ModelState state, @Nullable String detail) {
        return new Model(name, "model", kind, state, detail, 2, List.of(2), List.of(), null, 512, "CC0-1.0");
    }

    public static DenseVector vector(String text) {
        return vector(text, DEFAULT.dimension());
    }

    /// @param dimension at most four
    public static DenseVector vector(String text, int dimension) {
        int hash = text.hashCode();
        float[] values = {1, hash & 0xff, hash >> 8 & 0xff, hash >> 16 & 0xff};
        return DenseVector.of(Arrays.copyOf(values, dimension));
    }

    /// All texts that were embedded, in the order in which they came.
    public List<String> texts(InputType type) {
        return asked.stream()
                .filter(request -> request.inputType() == type)
                .flatMap(request -> request.input().stream())
                .toList();
    }

    /// Sizes of the requests for documents.
    public List<Integer> batchSizes() {
        return asked.stream()
                .filter(request -> request.inputType() == InputType.DOCUMENT)
                .map(request -> request.input().size())
                .toList();
    }

    public void forget() {
        asked.clear();
        models = List.of(DEFAULT);
        refusals.set(0);
    }

    private static List<EmbeddingResponse.Embedding> indexed(List<String> texts, int dimension) {
        var data = new ArrayList<EmbeddingResponse.Embedding>();
        for (int i = 0; i < texts.size(); i++) {
            data.add(new EmbeddingResponse.Embedding("embedding", i, vector(texts.get(i), dimension)));
        }
        return data.reversed(); // the order is in the index, not in the list
    }
}
