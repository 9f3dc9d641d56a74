package dev.tamis.worker.fit;

import dev.tamis.common.contract.training.TrainProjection;
import dev.tamis.jobs.JobContext;
import dev.tamis.jobs.JobHandler;
import dev.tamis.training.fit.FitOptions;
import dev.tamis.training.fit.projection.ProjectionFit;
import dev.tamis.worker.data.TrainingProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The kind `train-projection`.
@Component
class ProjectionJob implements JobHandler<TrainProjection> {

    private static final List<Integer> SIZES = List.of(32, 64, 128, 256, 512, 768, 1_024);

    private final FitRun run;
    private final TrainingProperties properties;

    ProjectionJob(FitRun run, TrainingProperties properties) {
        this.run = run;
        this.properties = properties;
    }

    @Override
    public String kind() {
        return TrainProjection.KIND;
    }

    @Override
    public Class<TrainProjection> parameters() {
        return TrainProjection.class;
    }

    @Override
    public Map<String, Object> run(JobContext<TrainProjection> job) throws InterruptedException {
        TrainProjection asked = job.parameters();
        FitOptions options = FitRun.options(ProjectionFit.defaults(properties.threads()), asked.steps(), asked.seed());
        return run.run(
                job, asked.queries(), asked.name(), "-projection", (collection, set, label, observer, checkpoint) -> {
                    List<Integer> sizes =
                            Objects.requireNonNullElseGet(asked.sizes(), () -> sizes(collection.dimension()));
                    return new ProjectionFit(sizes, options).fit(set, label, observer, checkpoint);
                });
    }

    /// The usual ones, and all dimensions.
    private static List<Integer> sizes(int dimension) {
        return Stream.concat(SIZES.stream().filter(size -> size < dimension), Stream.of(dimension))
                .toList();
    }
}
