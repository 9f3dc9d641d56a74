package dev.tamis.gateway.upgrade;

import dev.tamis.gateway.client.Outages;
import dev.tamis.gateway.collection.CollectionCatalog;
import dev.tamis.gateway.collection.ServedModels;
import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
import dev.tamis.jobs.JobContext;
import dev.tamis.jobs.JobHandler;
import dev.tamis.support.problem.RefusedException;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The kind `upgrade`: has a collection change to another embedding model while it is searched and written. How
/// far it is the retrieval service keeps, so that the job goes on there whenever it is started; while a service
/// is away, it waits.
@Component
class UpgradeJob implements JobHandler<UpgradeParameters> {

    private final CollectionCatalog collections;
    private final ServedModels models;
    private final UpgradeSteps steps;
    private final UpgradeProperties properties;

    UpgradeJob(CollectionCatalog collections, ServedModels models, UpgradeSteps steps, UpgradeProperties properties) {
        this.collections = collections;
        this.models = models;
        this.steps = steps;
        this.properties = properties;
    }

    @Override
    public String kind() {
        return "upgrade";
    }

    @Override
    public Class<UpgradeParameters> parameters() {
        return UpgradeParameters.class;
    }

    @Override
    public void check(String collection, UpgradeParameters parameters) {
        String own = collections
                .modelOf(collection)
                .orElseThrow(() -> new RefusedException(new InvalidFields(
                        "#/collection",
                        "has no model that could be changed: '%s'; its callers bring their own vectors"
                                .formatted(collection))));
        if (own.equals(parameters.model())) {
            throw new RefusedException(
                    new InvalidFields("#/parameters/model", "is the collection's model already: '%s'".formatted(own)));
        }
        models.named(parameters.model(), "#/parameters/model");
    }

    @Override
    public Map<String, Object> run(JobContext<UpgradeParameters> job) throws InterruptedException {
        while (true) {
            job.throwIfStopped();
            try {
                return steps.run(job);
            } catch (RefusedException refused) {
                Outages.sitOut(job, refused, properties.outagePause());
            }
        }
    }
}
