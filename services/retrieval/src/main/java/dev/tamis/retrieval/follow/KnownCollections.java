package dev.tamis.retrieval.follow;

import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionDeleted;
import dev.tamis.retrieval.item.ItemsChanged;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Has all collections followed from the start on, as soon as the database says which there are, and passes on what
/// is heard of changes.
@Component
class KnownCollections implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(KnownCollections.class);

    private final CollectionCatalog catalog;
    private final List<FollowingIndexes> indexes;
    private final FollowProperties properties;
    private final CountDownLatch stop = new CountDownLatch(1);

    KnownCollections(CollectionCatalog catalog, List<FollowingIndexes> indexes, FollowProperties properties) {
        this.catalog = catalog;
        this.indexes = indexes;
        this.properties = properties;
    }

    @EventListener(ApplicationStartedEvent.class)
    void followAll() {
        Thread.ofVirtual().name("follow-start").start(this::keepTrying);
    }

    @EventListener
    void on(ItemsChanged changed) {
        if (stop.getCount() > 0) {
            indexes.forEach(each -> {
                each.follow(changed.collection());
                each.wake(changed.collection().id(), changed.change());
            });
        }
    }

    @EventListener
    void on(CollectionDeleted deleted) {
        indexes.forEach(each -> each.wake(deleted.collection().id(), Long.MAX_VALUE));
    }

    /// Passes on a change that any replica made.
    void changed(long collectionId, long change) {
        boolean known = true;
        for (FollowingIndexes each : indexes) {
            known &= each.wake(collectionId, change);
        }
        if (!known) {
            tryToFollow();
        }
    }

    void wakeAll() {
        indexes.forEach(FollowingIndexes::wakeAll);
    }

    private void keepTrying() {
        try {
            do {
                if (tryToFollow()) {
                    return;
                }
            } while (!stop.await(properties.poll().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryToFollow() {
        try {
            catalog.all().forEach(collection -> indexes.forEach(each -> each.follow(collection)));
            return true;
        } catch (RuntimeException absent) {
            log.atDebug().setCause(absent).log("collections unknown yet");
            return false;
        }
    }

    @Override
    public void destroy() {
        stop.countDown();
    }
}
