package dev.tamis.retrieval.index;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.retrieval.collection.CollectionDeleted;
import dev.tamis.retrieval.collection.CollectionRef;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Some recent query vectors of each collection, on which recall is measured.
@Component
class QuerySample {

    private static final int SIZE = 64;
    /// One in so many queries replaces one of the sample, once it is full.
    private static final int RARELY = 8;

    private final Map<CollectionRef, AtomicReferenceArray<@Nullable DenseVector>> samples = new ConcurrentHashMap<>();

    void offer(CollectionRef collection, DenseVector query) {
        var sample = samples.computeIfAbsent(collection, unknown -> new AtomicReferenceArray<>(SIZE));
        int slot = ThreadLocalRandom.current().nextInt(SIZE);
        if (sample.getPlain(slot) == null || ThreadLocalRandom.current().nextInt(RARELY) == 0) {
            sample.setRelease(slot, query);
        }
    }

    /// One of them, at random.
    Optional<DenseVector> any(CollectionRef collection) {
        var sample = samples.get(collection);
        if (sample == null) {
            return Optional.empty();
        }
        int from = ThreadLocalRandom.current().nextInt(SIZE);
        for (int i = 0; i < SIZE; i++) {
            DenseVector query = sample.getAcquire((from + i) % SIZE);
            if (query != null) {
                return Optional.of(query);
            }
        }
        return Optional.empty();
    }

    @EventListener
    void on(CollectionDeleted deleted) {
        samples.remove(deleted.collection());
    }
}
