package dev.tamis.worker.fit;

import dev.tamis.common.contract.training.TrainCodes;
import dev.tamis.jobs.JobContext;
import dev.tamis.jobs.JobHandler;
import dev.tamis.training.fit.FitOptions;
import dev.tamis.training.fit.code.RecurrentFit;
import dev.tamis.worker.data.TrainingProperties;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// The kind `train-codes`.
@Component
class CodesJob implements JobHandler<TrainCodes> {

    private static final int LEVELS = 3;
    private static final int HIDDEN = 256;

    private final FitRun run;
    private final TrainingProperties properties;

    CodesJob(FitRun run, TrainingProperties properties) {
        this.run = run;
        this.properties = properties;
    }

    @Override
    public String kind() {
        return TrainCodes.KIND;
    }

    @Override
    public Class<TrainCodes> parameters() {
        return TrainCodes.class;
    }

    @Override
    public Map<String, Object> run(JobContext<TrainCodes> job) throws InterruptedException {
        TrainCodes asked = job.parameters();
        FitOptions options = FitRun.options(RecurrentFit.defaults(properties.threads()), asked.steps(), asked.seed());
        int levels = Objects.requireNonNullElse(asked.levels(), LEVELS);
        return run.run(job, asked.queries(), asked.name(), "-codes", (collection, set, label, observer, checkpoint) -> {
            int bits = Objects.requireNonNullElse(asked.bits(), collection.dimension());
            return new RecurrentFit(levels, bits, HIDDEN, options).fit(set, label, observer, checkpoint);
        });
    }
}
