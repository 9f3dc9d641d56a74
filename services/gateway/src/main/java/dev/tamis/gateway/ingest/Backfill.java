package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.UpgradeState;
import dev.tamis.gateway.client.Outages;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.client.UpgradeClient;
import dev.tamis.support.problem.RefusedException;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Gives items their vectors that were stored while the embedding service was away.
@Component
class Backfill implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Backfill.class);

    private final RetrievalClient retrieval;
    private final UpgradeClient upgrades;
    private final Vectors vectors;
    private final IngestProperties properties;
    private final CountDownLatch stop = new CountDownLatch(1);

    Backfill(RetrievalClient retrieval, UpgradeClient upgrades, Vectors vectors, IngestProperties properties) {
        this.retrieval = retrieval;
        this.upgrades = upgrades;
        this.vectors = vectors;
        this.properties = properties;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        Thread.ofVirtual().name("backfill").start(this::run);
    }

    private void run() {
        try {
            while (!stop.await(properties.backfillPause().toMillis(), TimeUnit.MILLISECONDS)) {
                fillAll();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void fillAll() {
        try {
            for (Collection collection : retrieval.withPendingItems()) {
                fill(collection);
            }
        } catch (RefusedException away) {
            log.atDebug().addKeyValue("cause", away.getMessage()).log("backfill waits for a service");
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).log("backfill failed, it goes on later");
        }
    }

    private void fill(Collection collection) {
        if (isLeftToTheUpgrade(collection.name())) {
            return;
        }
        String model = Objects.requireNonNull(collection.model(), "what has no model waits for none");
        try {
            int made = vectors.make(collection.name(), model, madeSoFar -> stop.getCount() > 0);
            if (made > 0) {
                log.atInfo()
                        .addKeyValue("collection", collection.name())
                        .addKeyValue("items", made)
                        .log("items were given the vectors they waited for");
            }
        } catch (RefusedException refused) {
            if (!Outages.isOfTheModel(refused) && !Outages.isOfAnotherModel(refused)) {
                throw refused;
            }
            // The others need not wait for that.
            log.atDebug()
                    .addKeyValue("collection", collection.name())
                    .addKeyValue("cause", refused.getMessage())
                    .log("backfill waits for a model");
        }
    }

    /// Until searches have gone over to a new model, the job that makes its vectors sets the pace; after that,
    /// what is written gets its vectors of the old model here, for a way back.
    private boolean isLeftToTheUpgrade(String name) {
        return UpgradeClient.isOther(name)
                && upgrades.find(UpgradeClient.collectionOf(name))
                        .filter(upgrade -> upgrade.state() == UpgradeState.SWITCHED)
                        .isEmpty();
    }

    @Override
    public void destroy() {
        stop.countDown();
    }
}
