package dev.tamis.gateway.upgrade;

import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.collection.UpgradeState;
import dev.tamis.common.contract.embedding.EmbeddingModels.Model;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.client.UpgradeClient;
import dev.tamis.gateway.collection.ServedModels;
import dev.tamis.gateway.ingest.Vectors;
import dev.tamis.gateway.problem.GatewayRefusal.Answered;
import dev.tamis.gateway.upgrade.LiveQueries.Tap;
import dev.tamis.jobs.JobContext;
import dev.tamis.jobs.JobFailedException;
import dev.tamis.support.problem.Problems;
import dev.tamis.support.problem.RefusedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// What is done one after the other to change a collection's model: estimate, copy the items, make their
/// vectors, fit the map of queries on the way, await the indexes, compare the models on live queries, switch.
@Component
class UpgradeSteps {

    private static final Logger log = LoggerFactory.getLogger(UpgradeSteps.class);
    /// From a map on so many items on, more do not make it better.
    private static final int MAP_ITEMS = 4_000;

    private static final int FEW = 100;
    private static final int ENOUGH_ROUNDS = 5;

    private final ServedModels models;
    private final UpgradeClient upgrades;
    private final UpgradeService service;
    private final Estimator estimator;
    private final Vectors vectors;
    private final LiveQueries queries;
    private final RetrievalClient retrieval;
    private final EmbeddingClient embeddings;
    private final UpgradeProperties properties;

    UpgradeSteps(
            ServedModels models,
            UpgradeClient upgrades,
            UpgradeService service,
            Estimator estimator,
            Vectors vectors,
            LiveQueries queries,
            RetrievalClient retrieval,
            EmbeddingClient embeddings,
            UpgradeProperties properties) {
        this.models = models;
        this.upgrades = upgrades;
        this.service = service;
        this.estimator = estimator;
        this.vectors = vectors;
        this.queries = queries;
        this.retrieval = retrieval;
        this.embeddings = embeddings;
        this.properties = properties;
    }

    /// What need not be done again.
    ///
    /// @param estimated that it was said how long it takes
    /// @param started that there was an upgrade
    /// @param shadow what the comparison on live queries gave; empty before it
    private record Place(boolean estimated, boolean started, Map<String, Double> shadow) {

        Place {
            shadow = Map.copyOf(shadow);
        }
    }

    /// Does what is left to do.
    ///
    /// @throws RefusedException if a service does not answer, or refuses something
    Map<String, Object> run(JobContext<UpgradeParameters> job) throws InterruptedException {
        UpgradeParameters wanted = job.parameters();
        String collection = job.collection();
        Place place = job.checkpoint(Place.class).orElse(new Place(false, false, Map.of()));
        Optional<Upgrade> before = upgrades.find(collection);
        if (before.isPresent() && isDone(before.get(), wanted.model())) {
            return result("switched", before.get(), place);
        }
        Model model = models.named(wanted.model(), "#/parameters/model");
        if (!place.estimated) {
            Estimate estimate = estimator.estimate(collection, model, wanted.rate());
            estimate.metrics().forEach(job::metric);
            if (wanted.isEstimateOnly()) {
                return Map.copyOf(estimate.metrics());
            }
            place = save(job, new Place(true, place.started, Map.of()));
        }
        if (place.started && before.isEmpty()) {
            throw failed("upgrade-removed", "somebody removed what this job had made so far; ask for it again");
        }
        try (Tap tap = queries.open(collection, wanted.comparisons())) {
            upgrades.start(collection, model.id(), model.dimension());
            place = save(job, new Place(true, true, place.shadow));
            Upgrade ready = makeReady(job, model);
            if (place.shadow.isEmpty() && wanted.comparisons() > 0) {
                place = save(job, new Place(true, true, compare(job, ready, tap)));
            }
        }
        if (!wanted.isAutomatic()) {
            return result("ready", upgrades.get(collection), place);
        }
        return result("switched", switchOver(job, model), place);
    }

    private static boolean isDone(Upgrade upgrade, String model) {
        if (upgrade.state() != UpgradeState.SWITCHED) {
            return false;
        }
        if (upgrade.liveModel().equals(model)) {
            return true;
        }
        throw failed(
                "upgrade-to-clean-up",
                "the collection has just changed from '%s' to '%s': clean up first or, if the old model is wanted, roll back"
                        .formatted(upgrade.otherModel(), upgrade.liveModel()));
    }

    private Place save(JobContext<?> job, Place place) {
        job.saveCheckpoint(place);
        return place;
    }

    /// Works until searches could go over, but perhaps for a few items that were written a moment ago: while much is
    /// written there are always some.
    private Upgrade makeReady(JobContext<UpgradeParameters> job, Model model) throws InterruptedException {
        for (int smallRounds = 0; ; ) {
            job.throwIfStopped();
            Upgrade now = progress(job);
            switch (now.state()) {
                case COPYING -> upgrades.copy(job.collection(), properties.copyItems());
                case EMBEDDING -> {
                    smallRounds = embed(job, model) <= FEW ? smallRounds + 1 : 0;
                    if (smallRounds == ENOUGH_ROUNDS) {
                        return now;
                    }
                }
                case INDEXING -> job.pause(properties.look());
                case READY, SWITCHED -> {
                    return now;
                }
            }
        }
    }

    private Upgrade progress(JobContext<UpgradeParameters> job) {
        Upgrade now = upgrades.get(job.collection());
        job.progress(embedded(now), now.items());
        return now;
    }

    private static long embedded(Upgrade now) {
        return Math.max(0, now.copied() - now.waiting());
    }

    /// @return how many vectors were made
    private int embed(JobContext<UpgradeParameters> job, Model model) throws InterruptedException {
        var pace = new Pace(job.parameters().rate(), properties.look());
        String space = UpgradeClient.other(job.collection());
        int made = vectors.make(space, model.id(), soFar -> {
            if (pace.isTimeToLook()) {
                map(progress(job), model, job);
            }
            return pace.keep(job, soFar);
        });
        job.throwIfStopped();
        map(progress(job), model, job);
        if (made == 0) {
            job.pause(properties.look()); // others make them, or they were not taken
        }
        return made;
    }

    /// Fits the map as soon as that can be done, and again when it would be better. The upgrade can do without.
    private void map(Upgrade now, Model model, JobContext<?> job) {
        int mapped = now.queryMap() == null ? 0 : now.queryMap().sample();
        long embedded = embedded(now);
        if (mapped >= MAP_ITEMS || embedded < Math.max(2L * model.dimension(), 2L * mapped)) {
            return;
        }
        try {
            Upgrade with = upgrades.map(now.collection());
            if (with.queryMap() != null) {
                job.metric("mapCosine", with.queryMap().cosine());
            }
        } catch (RefusedException refused) {
            log.atInfo()
                    .addKeyValue("collection", now.collection())
                    .addKeyValue("cause", refused.getMessage())
                    .log("queries are not mapped to the old model");
        }
    }

    private Map<String, Double> compare(JobContext<UpgradeParameters> job, Upgrade ready, Tap tap)
            throws InterruptedException {
        var shadow = new Shadow(retrieval, embeddings, ready);
        long patience = properties.shadowPatience().toNanos();
        for (long end = System.nanoTime() + patience;
                shadow.queries() < job.parameters().comparisons() && System.nanoTime() < end; ) {
            job.throwIfStopped();
            var query = tap.poll();
            if (query.isEmpty()) {
                job.pause(properties.look());
                continue;
            }
            try {
                shadow.compare(query.get());
                shadow.metrics().forEach(job::metric);
                end = System.nanoTime() + patience;
            } catch (RefusedException refused) {
                log.atDebug().addKeyValue("cause", refused.getMessage()).log("a live query was not compared");
            }
        }
        return shadow.metrics();
    }

    private Upgrade switchOver(JobContext<UpgradeParameters> job, Model model) throws InterruptedException {
        Upgrade now = makeReady(job, model);
        while (now.state() != UpgradeState.SWITCHED) {
            try {
                return service.switchOver(job.collection());
            } catch (RefusedException refused) {
                if (!Answered.with(refused, "upgrade-not-ready")) {
                    throw refused;
                }
            }
            now = makeReady(job, model);
        }
        return now;
    }

    private static Map<String, Object> result(String state, Upgrade upgrade, Place place) {
        var result = new HashMap<String, Object>(place.shadow);
        result.put("state", state);
        result.put("items", upgrade.items());
        return result;
    }

    private static JobFailedException failed(String type, String detail) {
        return new JobFailedException(Problems.toRecord(Problems.problem(HttpStatus.CONFLICT, type, detail)));
    }
}
