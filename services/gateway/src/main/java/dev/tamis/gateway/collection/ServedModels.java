package dev.tamis.gateway.collection;

import dev.tamis.common.contract.embedding.EmbeddingModels.Model;
import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.ModelState;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.problem.GatewayRefusal.CrossEncoder;
import dev.tamis.gateway.problem.GatewayRefusal.FailedModel;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownModel;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// The models that the embedding service serves, of which a collection has one. One that was seen ready is
/// remembered: a name always means the same model.
@Component
public class ServedModels {

    private final EmbeddingClient embeddings;
    private final Map<String, Model> ready = new ConcurrentHashMap<>();

    ServedModels(EmbeddingClient embeddings) {
        this.embeddings = embeddings;
    }

    /// Returns the embedding model of a name.
    ///
    /// @param pointer to what names it in the request
    /// @throws RefusedException if there is none, it makes no vectors or failed to load, or the embedding service
    ///     does not answer
    public Model named(String name, String pointer) {
        Model known = ready.get(name);
        if (known != null) {
            return known;
        }
        List<Model> served = embeddings.models();
        Model model = served.stream()
                .filter(each -> each.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException(new UnknownModel(pointer, name, usable(served))));
        if (model.kind() == ModelKind.CROSS_ENCODER) {
            throw new RefusedException(new CrossEncoder(pointer, name, usable(served)));
        }
        if (model.state() == ModelState.FAILED) {
            String reason = Objects.requireNonNullElse(model.detail(), "it does not say why.");
            throw new RefusedException(new FailedModel(pointer, name, reason, usable(served)));
        }
        if (model.state() == ModelState.READY) {
            ready.put(name, model);
        }
        return model;
    }

    private static List<String> usable(List<Model> served) {
        return served.stream()
                .filter(model -> model.kind() == ModelKind.EMBEDDING && model.state() != ModelState.FAILED)
                .map(Model::id)
                .sorted()
                .toList();
    }
}
