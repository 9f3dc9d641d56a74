package dev.tamis.gateway.collection;

import dev.tamis.common.contract.embedding.EmbeddingModels.Model;
import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownModel;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import org.springframework.stereotype.Component;

/// The embedding models that the embedding service serves. One that was seen is remembered: a name always means the
/// same model.
@Component
class ServedModels {

    private final EmbeddingClient embeddings;
    private volatile List<Model> seen = List.of();

    ServedModels(EmbeddingClient embeddings) {
        this.embeddings = embeddings;
    }

    /// Returns the model of a name.
    ///
    /// @throws RefusedException if there is none, or the embedding service does not answer
    Model named(String name) {
        for (Model model : seen) {
            if (model.id().equals(name)) {
                return model;
            }
        }
        List<Model> served = embeddings.models().stream()
                .filter(model -> model.kind() == ModelKind.EMBEDDING)
                .toList();
        seen = served;
        return served.stream()
                .filter(model -> model.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException(new UnknownModel(
                        name, served.stream().map(Model::id).sorted().toList())));
    }
}
