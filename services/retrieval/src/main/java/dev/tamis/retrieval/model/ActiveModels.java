package dev.tamis.retrieval.model;

import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ArtifactRefusedException;
import dev.tamis.common.model.Projection;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.DatabaseListener;
import dev.tamis.retrieval.follow.FollowProperties;
import dev.tamis.support.database.DatabaseAbsence;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The models that are active, in the memory of this replica. They are looked up in the database whenever it
/// tells that they changed, and every so often; what was found is checked before it takes the place of what was
/// there, all at once, so that a request which asks once works with one state of things.
///
/// A model that does not pass the check is refused, for all replicas, and the one before it goes on serving.
@Component
public class ActiveModels implements DatabaseListener, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ActiveModels.class);

    /// @param collectionId as in [CollectionRef]
    private record Place(long collectionId, ArtifactKind kind) {}

    private record Active(StoredModel stored, LoadedModel model) {}

    private final ModelRows rows;
    private final Activations activations;
    private final FollowProperties properties;
    private final MultiGauge versions;
    private final Semaphore wanted = new Semaphore(0);
    /// Null until the database was asked.
    private volatile @Nullable Map<Place, Active> active;

    private volatile @Nullable Thread thread;

    /// Of the last round, so that one that goes on is told of once; only the thread uses it.
    private String lastFailure = "";

    ActiveModels(ModelRows rows, Activations activations, FollowProperties properties, MeterRegistry meters) {
        this.rows = rows;
        this.activations = activations;
        this.properties = properties;
        this.versions = MultiGauge.builder("retrieval.model.version")
                .description("Version of the fitted model that is active")
                .register(meters);
    }

    /// The projection of a collection; empty if none is active.
    ///
    /// @throws org.springframework.dao.DataAccessException if that is unknown yet and the database does not answer
    public Optional<ActiveProjection> projection(CollectionRef collection) {
        Map<Place, Active> now = active;
        if (now == null) {
            now = refresh();
        }
        Active found = now.get(new Place(collection.id(), ArtifactKind.PROJECTION));
        return found != null && found.model instanceof LoadedModel.OfProjection(Projection projection)
                ? Optional.of(ActiveProjection.of(found.stored, projection))
                : Optional.empty();
    }

    /// Ids of all active models, by kind and collection (`projection of books`).
    public Map<String, String> ids() {
        var ids = new TreeMap<String, String>();
        known().values()
                .forEach(each ->
                        ids.put("%s of %s".formatted(each.stored.kind(), each.stored.collection()), each.stored.id()));
        return ids;
    }

    private Map<Place, Active> known() {
        Map<Place, Active> now = active;
        return now == null ? Map.of() : now;
    }

    @Override
    public String channel() {
        return Activations.CHANNEL;
    }

    @Override
    public void heard() {
        wanted.release();
    }

    @Override
    public void start() {
        var fresh = Thread.ofPlatform().daemon().name("active-models").unstarted(this::follow);
        thread = fresh;
        fresh.start();
    }

    @Override
    public void stop() {
        thread = null;
        wanted.release();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void follow() {
        try {
            while (thread == Thread.currentThread()) {
                tryToRefresh();
                if (wanted.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryToRefresh() {
        try {
            refresh();
            lastFailure = "";
        } catch (RuntimeException failed) {
            // What is in memory goes on serving, and the next round tries again.
            String failure = String.valueOf(failed.getMessage());
            if (!failure.equals(lastFailure) && !DatabaseAbsence.isCauseOf(failed)) {
                log.atError().setCause(failed).log("active models cannot be read");
            }
            lastFailure = failure;
        }
    }

    private synchronized Map<Place, Active> refresh() {
        Map<Place, Active> before = known();
        Map<Place, Active> after = loaded(before);
        boolean changed = !after.equals(before);
        active = after;
        if (changed) {
            versions.register(
                    after.values().stream()
                            .<MultiGauge.Row<?>>map(ActiveModels::version)
                            .toList(),
                    true);
            log.atInfo().addKeyValue("models", ids()).log("active models changed");
        }
        return after;
    }

    private Map<Place, Active> loaded(Map<Place, Active> before) {
        var after = new HashMap<Place, Active>();
        for (StoredModel stored : rows.active()) {
            var place = new Place(stored.collectionId(), stored.kind());
            Active there = before.get(place);
            if (there != null && there.stored.equals(stored)) {
                after.put(place, there);
            } else {
                load(stored, there).ifPresent(fresh -> after.put(place, fresh));
            }
        }
        return Map.copyOf(after);
    }

    /// A model that passes its check, or else the one in whose place it was to come: the refusal has made that
    /// active again. Empty if it is gone.
    ///
    /// @param there what is in its place
    private Optional<Active> load(StoredModel stored, @Nullable Active there) {
        Optional<byte[]> weights = rows.weights(stored.rowId());
        if (weights.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Active(stored, LoadedModel.of(stored.manifest(), weights.get())));
        } catch (ArtifactRefusedException broken) {
            activations.refuse(stored, String.valueOf(broken.getMessage()));
            wanted.release();
            return Optional.ofNullable(there);
        }
    }

    private static MultiGauge.Row<?> version(Active each) {
        return MultiGauge.Row.of(
                Tags.of(
                        "collection", each.stored.collection(),
                        "kind", each.stored.kind().toString(),
                        "model", each.stored.manifest().name()),
                each.stored.manifest().version());
    }
}
