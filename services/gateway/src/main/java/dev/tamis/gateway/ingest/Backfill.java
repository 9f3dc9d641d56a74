package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.gateway.client.Outages;
import dev.tamis.gateway.client.RetrievalClient;
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
    private final Vectors vectors;
    private final IngestProperties properties;
    private final CountDownLatch stop = new CountDownLatch(1);

    Backfill(RetrievalClient retrieval, Vectors vectors, IngestProperties properties) {
        this.retrieval = retrieval;
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
        String model = Objects.requireNonNull(collection.model(), "what has no model waits for none");
        try {
            int made = vectors.make(collection.name(), model, () -> stop.getCount() > 0);
            if (made > 0) {
                log.atInfo()
                        .addKeyValue("collection", collection.name())
                        .addKeyValue("items", made)
                        .log("items were given the vectors they waited for");
            }
        } catch (RefusedException refused) {
            if (!Outages.isOfTheModel(refused)) {
                throw refused;
            }
            // The others need not wait for it to be mended.
            log.atDebug()
                    .addKeyValue("collection", collection.name())
                    .addKeyValue("cause", refused.getMessage())
                    .log("backfill waits for a model");
        }
    }

    @Override
    public void destroy() {
        stop.countDown();
    }
}
