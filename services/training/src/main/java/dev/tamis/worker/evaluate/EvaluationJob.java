package dev.tamis.worker.evaluate;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.training.CodeQualities;
import dev.tamis.common.contract.training.EvaluateCodes;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.jobs.JobContext;
import dev.tamis.jobs.JobHandler;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.evaluate.FormEvaluation;
import dev.tamis.training.evaluate.Forms;
import dev.tamis.worker.client.Patience;
import dev.tamis.worker.client.RetrievalClient;
import dev.tamis.worker.data.JudgedSets;
import dev.tamis.worker.data.TrainingProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The kind `evaluate-codes`. It is done within minutes, and begun again where it was broken off.
@Component
class EvaluationJob implements JobHandler<EvaluateCodes> {

    private final RetrievalClient retrieval;
    private final Patience patience;
    private final JudgedSets sets;
    private final FittedModels models;
    private final TrainingProperties properties;
    private final JsonMapper json;

    EvaluationJob(
            RetrievalClient retrieval,
            Patience patience,
            JudgedSets sets,
            FittedModels models,
            TrainingProperties properties,
            JsonMapper json) {
        this.retrieval = retrieval;
        this.patience = patience;
        this.sets = sets;
        this.models = models;
        this.properties = properties;
        this.json = json;
    }

    @Override
    public String kind() {
        return EvaluateCodes.KIND;
    }

    @Override
    public Class<EvaluateCodes> parameters() {
        return EvaluateCodes.class;
    }

    @Override
    public Map<String, Object> run(JobContext<EvaluateCodes> job) throws InterruptedException {
        EvaluateCodes asked = job.parameters();
        Collection collection = patience.ask(job, () -> retrieval.collection(job.collection()));
        Map<String, ModelArtifact> fitted = models.fetch(job, collection, asked.models());
        JudgedSet set = sets.fetch(job, collection, asked.queries());
        job.throwIfStopped();
        var evaluation = new FormEvaluation(set, properties.threads());
        var forms = new Forms(set, set.queries().mean(), properties.threads());
        long seed = Objects.requireNonNullElse(asked.seed(), 1L);
        List<EvaluatedForm> all = new EvaluatedForms(set, forms, fitted, seed).all();
        var rows = new CodeRows(evaluation.exact(), set.items().dimension());
        for (int i = 0; i < all.size(); i++) {
            job.progress(i, all.size());
            job.throwIfStopped();
            rows.add(all.get(i).model(), evaluation.measure(all.get(i).form().get()));
        }
        job.progress(all.size(), all.size());
        var result = new CodeQualities(
                set.items().count(),
                set.queries().count(),
                evaluation.judged(),
                rows.all(),
                "/v1/jobs/%s/report".formatted(job.id()));
        job.savePage(EvaluationReport.html(collection, result));
        return json.convertValue(result, new TypeReference<>() {});
    }
}
