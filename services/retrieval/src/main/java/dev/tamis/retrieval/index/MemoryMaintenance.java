package dev.tamis.retrieval.index;

import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Has indexes in memory sealed, merged and, for another projection, built anew in the background, and lets go of those
/// that no longer fit.
@Component
class MemoryMaintenance implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MemoryMaintenance.class);

    private final MemoryIndexes indexes;
    private final MemoryAdmission admission;
    private final CollectionCatalog catalog;
    private final IndexProperties properties;
    private volatile CountDownLatch stop = new CountDownLatch(0);

    MemoryMaintenance(
            MemoryIndexes indexes,
            MemoryAdmission admission,
            CollectionCatalog catalog,
            IndexProperties properties,
            MeterRegistry meters) {
        this.indexes = indexes;
        this.admission = admission;
        this.catalog = catalog;
        this.properties = properties;
        meters.gauge("retrieval.index.memory", indexes, MemoryMaintenance::bytes);
    }

    @Override
    public void start() {
        var signal = new CountDownLatch(1);
        stop = signal;
        for (int i = 0; i < properties.maintainers(); i++) {
            Thread.ofPlatform().daemon().name("index-maintenance").start(() -> repeat(signal, this::maintain));
        }
        Thread.ofVirtual().name("index-admission").start(() -> repeat(signal, this::admit));
    }

    @Override
    public void stop() {
        stop.countDown();
    }

    @Override
    public boolean isRunning() {
        return stop.getCount() > 0;
    }

    private void repeat(CountDownLatch signal, Runnable step) {
        try {
            do {
                step.run();
            } while (!signal.await(properties.checkEvery().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void maintain() {
        boolean busy = true;
        while (busy && isRunning()) {
            busy = false;
            for (FollowedMemory index : indexes.open()) {
                busy |= index.maintain();
            }
        }
    }

    private void admit() {
        try {
            Set<Long> before = admission.refused();
            Set<Long> now = admission.refresh();
            if (!now.equals(before)) {
                catalog.all().forEach(collection -> {
                    if (now.contains(collection.id())) {
                        letGo(collection, before);
                    } else {
                        indexes.follow(collection);
                    }
                });
            }
            indexes.renew();
        } catch (RuntimeException absent) {
            log.atDebug().setCause(absent).log("sizes of collections unknown, the database does not answer");
        }
    }

    /// @param before what was let go of already
    private void letGo(CollectionRef collection, Set<Long> before) {
        if (!before.contains(collection.id())) {
            log.atInfo()
                    .addKeyValue("collection", collection.name())
                    .log("collection does not fit memory, PostgreSQL searches it");
            indexes.discard(collection);
        }
    }

    private static double bytes(MemoryIndexes indexes) {
        return indexes.open().stream()
                .mapToLong(each -> each.index().statistics().memoryBytes())
                .sum();
    }
}
