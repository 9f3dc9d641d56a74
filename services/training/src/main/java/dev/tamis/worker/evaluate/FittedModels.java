package dev.tamis.worker.evaluate;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ArtifactRefusedException;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.jobs.JobContext;
import dev.tamis.jobs.JobFailedException;
import dev.tamis.worker.client.Patience;
import dev.tamis.worker.client.RetrievalClient;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The fitted models that are to be evaluated.
@Component
class FittedModels {

    private final RetrievalClient retrieval;
    private final Patience patience;

    FittedModels(RetrievalClient retrieval, Patience patience) {
        this.retrieval = retrieval;
        this.patience = patience;
    }

    /// @param ids null for the latest of each name that fits the collection's vectors
    /// @return projections and codes by id
    /// @throws JobFailedException if one is not there, or broken
    Map<String, ModelArtifact> fetch(JobContext<?> job, Collection collection, @Nullable List<String> ids)
            throws InterruptedException {
        var artifacts = new LinkedHashMap<String, ModelArtifact>();
        for (String id : ids == null ? latest(job, collection) : ids) {
            artifacts.put(id, artifact(job, id));
        }
        return artifacts;
    }

    private List<String> latest(JobContext<?> job, Collection collection) throws InterruptedException {
        Set<String> names = new HashSet<>();
        return patience.ask(job, retrieval::models).stream()
                .filter(model -> model.collection().equals(collection.name()) && isEvaluated(model))
                .map(FittedModel::id)
                .filter(id -> names.add(id.substring(0, id.indexOf('@'))))
                .toList();
    }

    private static boolean isEvaluated(FittedModel model) {
        return model.state() != FittedState.REFUSED
                && (model.kind() == ArtifactKind.PROJECTION || model.kind() == ArtifactKind.CODES);
    }

    private ModelArtifact artifact(JobContext<?> job, String id) throws InterruptedException {
        try {
            return patience.ask(job, () -> retrieval.artifact(id));
        } catch (ArtifactRefusedException broken) {
            throw new JobFailedException(new Problem(
                    Problem.urn("refused-model"), "Refused model", 409, id + ": " + broken.getMessage(), null, null));
        }
    }
}
