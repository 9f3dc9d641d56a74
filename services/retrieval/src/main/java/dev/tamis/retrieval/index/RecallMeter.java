package dev.tamis.retrieval.index;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.index.memory.Effort;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Measures the recall of searches in memory on recent queries, all the time, with a hundredth of a core.
@Component
class RecallMeter implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RecallMeter.class);
    private static final int K = 10;
    private static final int WINDOW = 256;
    /// It rests for so many times what a measurement took.
    private static final long REST = 99;

    private record Measured(double firstPass, double search) {}

    private final MemoryIndexes indexes;
    private final QuerySample sample;
    private final IndexProperties properties;
    private final Effort effort;
    private final Map<CollectionRef, Deque<Measured>> windows = new ConcurrentHashMap<>();
    private volatile CountDownLatch stop = new CountDownLatch(0);

    RecallMeter(MemoryIndexes indexes, QuerySample sample, IndexProperties properties) {
        this.indexes = indexes;
        this.sample = sample;
        this.effort = Effort.recall(properties.targetRecall());
        this.properties = properties;
    }

    @Override
    public void start() {
        var signal = new CountDownLatch(1);
        stop = signal;
        Thread.ofPlatform().daemon().name("recall-meter").start(() -> run(signal));
    }

    @Override
    public void stop() {
        stop.countDown();
    }

    @Override
    public boolean isRunning() {
        return stop.getCount() > 0;
    }

    /// What was measured on a collection of late; empty if nothing was.
    Optional<Diagnostics.Recall> recall(CollectionRef collection) {
        Deque<Measured> window = windows.get(collection);
        if (window == null) {
            return Optional.empty();
        }
        synchronized (window) {
            return Optional.of(new Diagnostics.Recall(
                    window.size(),
                    K,
                    properties.targetRecall(),
                    mean(window, Measured::firstPass),
                    mean(window, Measured::search)));
        }
    }

    private void run(CountDownLatch signal) {
        try {
            while (!signal.await(properties.checkEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                for (FollowedMemory index : indexes.open()) {
                    long start = System.nanoTime();
                    measure(index);
                    if (signal.await(REST * (System.nanoTime() - start), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                }
                windows.keySet()
                        .removeIf(collection -> indexes.open().stream()
                                .noneMatch(index -> index.collection().equals(collection)));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void measure(FollowedMemory index) {
        Optional<DenseVector> query = sample.any(index.collection());
        if (query.isEmpty() || index.index().size() == 0) {
            return;
        }
        try {
            double[] recalls = index.index().recalls(query.get().toArray(), K, effort);
            add(index.collection(), new Measured(recalls[0], recalls[1]));
        } catch (RuntimeException failed) {
            log.atDebug()
                    .addKeyValue("collection", index.collection().name())
                    .setCause(failed)
                    .log("recall not measured");
        }
    }

    private void add(CollectionRef collection, Measured measured) {
        Deque<Measured> window = windows.computeIfAbsent(collection, first -> new ArrayDeque<>());
        synchronized (window) {
            if (window.size() == WINDOW) {
                window.removeFirst();
            }
            window.addLast(measured);
        }
    }

    private static double mean(Deque<Measured> window, ToDoubleFunction<Measured> value) {
        return window.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
