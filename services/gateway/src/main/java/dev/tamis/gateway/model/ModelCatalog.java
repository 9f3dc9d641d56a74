package dev.tamis.gateway.model;

import dev.tamis.common.contract.embedding.EmbeddingModels.Model;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownModelId;
import dev.tamis.support.problem.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/// The models of the embedding service, and the fitted ones that the retrieval service keeps.
@Service
class ModelCatalog {

    private final EmbeddingClient embeddings;
    private final RetrievalClient retrieval;

    ModelCatalog(EmbeddingClient embeddings, RetrievalClient retrieval) {
        this.embeddings = embeddings;
        this.retrieval = retrieval;
    }

    /// Models that a filter admits. Where the retrieval service does not answer, those of the embedding service
    /// are listed alone.
    ///
    /// @throws RefusedException if the embedding service does not answer and is needed, or fitted models alone
    /// are wanted and the retrieval service does not answer
    Models matching(ModelFilter filter) {
        List<Object> data = new ArrayList<>();
        if (filter.wantsEmbedding()) {
            embeddings.models().stream().filter(filter::admits).forEach(data::add);
        }
        List<String> degraded = List.of();
        if (filter.wantsFitted()) {
            try {
                retrieval.fittedModels().stream().filter(filter::admits).forEach(data::add);
            } catch (RefusedException absent) {
                if (!filter.wantsEmbedding()) {
                    throw absent;
                }
                degraded = List.of("retrieval");
            }
        }
        return new Models("list", data, degraded);
    }

    /// The model of an id: a fitted one if it has a version, else one that embeds texts.
    ///
    /// @throws RefusedException if there is none, or its service does not answer
    Object get(String id) {
        if (id.contains("@")) {
            return retrieval.fittedModel(id);
        }
        List<Model> models = embeddings.models();
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        new UnknownModelId(id, models.stream().map(Model::id).toList())));
    }
}
