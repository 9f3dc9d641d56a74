package dev.tamis.retrieval.lexical;

import dev.tamis.retrieval.collection.CollectionCatalog;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Has all collections followed from the start on, as soon as the database says which there are.
@Component
class KnownCollections implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(KnownCollections.class);

    private final CollectionCatalog catalog;
    private final LexicalIndexes indexes;
    private final LexicalProperties properties;
    private final CountDownLatch stop = new CountDownLatch(1);

    KnownCollections(CollectionCatalog catalog, LexicalIndexes indexes, LexicalProperties properties) {
        this.catalog = catalog;
        this.indexes = indexes;
        this.properties = properties;
    }

    @EventListener(ApplicationStartedEvent.class)
    void follow() {
        Thread.ofVirtual().name("lexical-start").start(this::keepTrying);
    }

    private void keepTrying() {
        try {
            do {
                try {
                    catalog.all().forEach(indexes::follow);
                    return;
                } catch (RuntimeException absent) {
                    log.atDebug().setCause(absent).log("collections unknown yet");
                }
            } while (!stop.await(properties.poll().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void destroy() {
        stop.countDown();
    }
}
