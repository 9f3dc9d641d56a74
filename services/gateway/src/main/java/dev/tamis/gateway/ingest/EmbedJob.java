package dev.tamis.gateway.ingest;

import dev.tamis.gateway.client.Outages;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.collection.CollectionCatalog;
import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
import dev.tamis.jobs.JobContext;
import dev.tamis.jobs.JobHandler;
import dev.tamis.support.problem.RefusedException;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The kind `embed`: makes the vectors that items of a collection wait for, which [Backfill] does too, but so that
/// one can see it and wait for it. While a service is away, it waits; where the model failed to load, so does
/// the job. Its progress also counts what others made.
@Component
class EmbedJob implements JobHandler<EmbedJob.Parameters> {

    private static final Place START = new Place(0, 0);

    private final CollectionCatalog collections;
    private final RetrievalClient retrieval;
    private final Vectors vectors;
    private final IngestProperties properties;

    EmbedJob(CollectionCatalog collections, RetrievalClient retrieval, Vectors vectors, IngestProperties properties) {
        this.collections = collections;
        this.retrieval = retrieval;
        this.vectors = vectors;
        this.properties = properties;
    }

    /// It takes none.
    record Parameters() {}

    /// How far it is.
    ///
    /// @param done items that have their vectors since the job began
    /// @param total these and the ones that wait
    private record Place(long done, long total) {}

    @Override
    public String kind() {
        return "embed";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public void check(String collection, Parameters parameters) {
        modelOf(collection);
    }

    private String modelOf(String collection) {
        return collections
                .modelOf(collection)
                .orElseThrow(() -> new RefusedException(new InvalidFields(
                        "#/collection",
                        "has no model that could make vectors: '%s'; its callers bring their own"
                                .formatted(collection))));
    }

    @Override
    public Map<String, Object> run(JobContext<Parameters> job) throws InterruptedException {
        while (true) {
            job.throwIfStopped();
            try {
                String model = modelOf(job.collection());
                moved(job);
                vectors.make(job.collection(), model, made -> {
                    moved(job);
                    return !job.isStopped();
                });
                job.throwIfStopped();
                return Map.of("items", moved(job).done);
            } catch (RefusedException refused) {
                Outages.sitOut(job, refused, properties.backfillPause());
            }
        }
    }

    private Place moved(JobContext<Parameters> job) {
        Place before = job.checkpoint(Place.class).orElse(START);
        long left = retrieval.collection(job.collection()).itemsWithoutVector();
        long done = Math.max(before.done, before.total - left);
        var place = new Place(done, Math.max(before.total, done + left));
        job.saveCheckpoint(place);
        job.progress(place.done, place.total);
        return place;
    }
}
