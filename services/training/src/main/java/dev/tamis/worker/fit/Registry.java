package dev.tamis.worker.fit;

import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.ModelManifest;
import dev.tamis.jobs.JobContext;
import dev.tamis.worker.client.Patience;
import dev.tamis.worker.client.RetrievalClient;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Adds fitted models to the registry, each once: a fit that is done again gives the same weights.
@Component
class Registry {

    private final RetrievalClient retrieval;
    private final Patience patience;

    Registry(RetrievalClient retrieval, Patience patience) {
        this.retrieval = retrieval;
        this.patience = patience;
    }

    /// @return id of the model that has these weights
    String add(JobContext<?> job, ModelArtifact artifact) throws InterruptedException {
        ModelManifest manifest = artifact.manifest();
        Optional<String> last = patience.ask(job, retrieval::models).stream()
                .filter(model -> model.collection().equals(manifest.collection())
                        && model.id().startsWith(manifest.name() + "@")
                        && model.state() != FittedState.REFUSED)
                .map(FittedModel::id)
                .findFirst();
        if (last.isPresent()) {
            ModelManifest known = patience.ask(job, () -> retrieval.manifest(last.get()));
            if (known.weightsSha256().equals(manifest.weightsSha256())) {
                return last.get();
            }
        }
        return patience.ask(job, () -> retrieval.add(artifact)).id();
    }
}
