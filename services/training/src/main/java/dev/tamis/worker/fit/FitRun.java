package dev.tamis.worker.fit;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.training.FittedResult;
import dev.tamis.common.contract.training.JudgedQuery;
import dev.tamis.jobs.JobContext;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.fit.FitObserver;
import dev.tamis.training.fit.FitOptions;
import dev.tamis.training.fit.FitResult;
import dev.tamis.training.fit.Label;
import dev.tamis.training.report.FitReport;
import dev.tamis.worker.client.Patience;
import dev.tamis.worker.client.RetrievalClient;
import dev.tamis.worker.data.JudgedSets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What all jobs that fit a model do: fetch the vectors, fit, add the model to the registry, report.
@Component
class FitRun {

    private static final int LONGEST_NAME = 63;

    private final RetrievalClient retrieval;
    private final Patience patience;
    private final JudgedSets sets;
    private final Checkpoints checkpoints;
    private final Registry registry;
    private final JsonMapper json;

    FitRun(
            RetrievalClient retrieval,
            Patience patience,
            JudgedSets sets,
            Checkpoints checkpoints,
            Registry registry,
            JsonMapper json) {
        this.retrieval = retrieval;
        this.patience = patience;
        this.sets = sets;
        this.checkpoints = checkpoints;
        this.registry = registry;
        this.json = json;
    }

    /// How one kind is fitted.
    interface Fit {
        FitResult run(Collection collection, JudgedSet set, Label label, FitObserver observer, Path checkpoint);
    }

    /// @param name of the model; null for that of the collection and `suffix`
    Map<String, Object> run(
            JobContext<?> job, @Nullable List<JudgedQuery> queries, @Nullable String name, String suffix, Fit fit)
            throws InterruptedException {
        Collection collection = patience.ask(job, () -> retrieval.collection(job.collection()));
        JudgedSet set = sets.fetch(job, collection, Objects.requireNonNullElse(queries, List.of()));
        job.throwIfStopped();
        String given = Objects.requireNonNullElseGet(name, () -> nameOf(collection, suffix));
        var label = new Label(given, collection.name(), collection.model());
        FitResult result =
                fit.run(collection, set, label, new Progress(job), checkpoints.open(job.id(), job.attempt()));
        String model = registry.add(job, result.artifact());
        job.savePage(FitReport.html(result));
        checkpoints.remove(job.id());
        return json.convertValue(
                new FittedResult(
                        model,
                        set.items().count(),
                        set.queries().count(),
                        result.curve().best(),
                        result.artifact().manifest().metrics(),
                        "/v1/jobs/%s/report".formatted(job.id())),
                new TypeReference<>() {});
    }

    /// Options with what the job asks for, the rest as it is.
    static FitOptions options(FitOptions defaults, @Nullable Integer steps, @Nullable Long seed) {
        FitOptions options = seed == null ? defaults : defaults.withSeed(seed);
        return steps == null ? options : options.withSteps(steps, Math.clamp(steps / 10, 1, options.validateEvery()));
    }

    private static String nameOf(Collection collection, String suffix) {
        String name = collection.name();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - suffix.length())) + suffix;
    }

    /// Tells the job how a fit goes, and ends the fit where the job is to stop.
    private static final class Progress implements FitObserver {

        private final JobContext<?> job;
        private boolean begun;
        private double validation;

        Progress(JobContext<?> job) {
            this.job = job;
        }

        @Override
        public boolean progressed(FitObserver.Progress progress) {
            if (!begun) {
                begun = true;
                job.metric("begunAt", progress.step() - 1);
            } else if (progress.validation() != validation) {
                job.saveCheckpoint(progress.step()); // as the fit did: whoever dies now has got further than before
            }
            validation = progress.validation();
            job.metric("validation", validation);
            job.metric("loss", progress.loss());
            job.progress(progress.step(), progress.steps());
            return !job.isStopped();
        }
    }
}
