package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.retrieval.PendingItems.Pending;
import dev.tamis.common.contract.retrieval.SetVectors.Made;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.support.problem.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Gives items their vectors that were stored while the embedding service was away. Several gateways may do this
/// at once: a vector is only taken for the text that it was made from.
@Component
class Backfill implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Backfill.class);

    private final RetrievalClient retrieval;
    private final EmbeddingClient embeddings;
    private final IngestProperties properties;
    private final CountDownLatch stop = new CountDownLatch(1);

    Backfill(RetrievalClient retrieval, EmbeddingClient embeddings, IngestProperties properties) {
        this.retrieval = retrieval;
        this.embeddings = embeddings;
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
                if (collection.model() != null) {
                    fill(collection.name(), collection.model());
                }
            }
        } catch (RefusedException away) {
            log.atDebug().addKeyValue("cause", away.getMessage()).log("backfill waits for a service");
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).log("backfill failed, it goes on later");
        }
    }

    private void fill(String collection, String model) {
        int made = 0;
        List<Pending> pending = retrieval.pending(collection, properties.backfillItems());
        while (!pending.isEmpty() && stop.getCount() > 0) {
            List<DenseVector> vectors = embeddings.documents(
                    model, pending.stream().map(Pending::text).toList());
            List<Made> filled = new ArrayList<>(pending.size());
            for (int i = 0; i < pending.size(); i++) {
                Pending item = pending.get(i);
                filled.add(new Made(item.id(), item.contentHash(), vectors.get(i)));
            }
            retrieval.setVectors(collection, filled);
            made += filled.size();
            List<Pending> next = retrieval.pending(collection, properties.backfillItems());
            // The same again would mean that the vectors were not taken; a look later is soon enough then.
            pending = next.equals(pending) ? List.of() : next;
        }
        if (made > 0) {
            log.atInfo()
                    .addKeyValue("collection", collection)
                    .addKeyValue("items", made)
                    .log("items were given the vectors they waited for");
        }
    }

    @Override
    public void destroy() {
        stop.countDown();
    }
}
