package dev.tamis.retrieval.index;

import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.retrieval.index.memory.Effort;
import dev.tamis.retrieval.index.memory.MeasuredRecall;
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

    private final MemoryIndexes indexes;
    private final IndexProperties properties;
    private final Effort effort;
    private final Map<FollowedMemory, Deque<MeasuredRecall>> windows = new ConcurrentHashMap<>();
    private volatile CountDownLatch stop = new CountDownLatch(0);

    RecallMeter(MemoryIndexes indexes, IndexProperties properties) {
        this.indexes = indexes;
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

    /// What was measured on an index of late; empty if nothing was.
    Optional<Diagnostics.Recall> recall(FollowedMemory index) {
        Deque<MeasuredRecall> window = windows.get(index);
        if (window == null) {
            return Optional.empty();
        }
        synchronized (window) {
            return Optional.of(new Diagnostics.Recall(
                    window.size(),
                    K,
                    properties.targetRecall(),
                    mean(window, MeasuredRecall::firstPass),
                    mean(window, MeasuredRecall::search)));
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
                windows.keySet().retainAll(indexes.open());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void measure(FollowedMemory index) {
        try {
            index.index().measureRecall(K, effort).ifPresent(measured -> add(index, measured));
        } catch (RuntimeException failed) {
            log.atDebug()
                    .addKeyValue("collection", index.collection().name())
                    .setCause(failed)
                    .log("recall not measured");
        }
    }

    private void add(FollowedMemory index, MeasuredRecall measured) {
        Deque<MeasuredRecall> window = windows.computeIfAbsent(index, first -> new ArrayDeque<>());
        synchronized (window) {
            if (window.size() == WINDOW) {
                window.removeFirst();
            }
            window.addLast(measured);
        }
    }

    private static double mean(Deque<MeasuredRecall> window, ToDoubleFunction<MeasuredRecall> value) {
        return window.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
