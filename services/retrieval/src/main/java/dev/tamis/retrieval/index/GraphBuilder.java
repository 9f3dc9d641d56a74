package dev.tamis.retrieval.index;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Builds HNSW graphs in the background for as long as the service runs. While the database is absent it waits.
@Component
class GraphBuilder implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GraphBuilder.class);

    private final DueGraphs due;
    private final GraphBuild build;
    private final IndexProperties properties;
    private volatile CountDownLatch stop = new CountDownLatch(0);

    GraphBuilder(DueGraphs due, GraphBuild build, IndexProperties properties) {
        this.due = due;
        this.build = build;
        this.properties = properties;
    }

    @Override
    public void start() {
        var signal = new CountDownLatch(1);
        stop = signal;
        Thread.ofVirtual().name("graph-builder").start(() -> run(signal));
    }

    @Override
    public void stop() {
        stop.countDown();
        build.cancel();
    }

    @Override
    public boolean isRunning() {
        return stop.getCount() > 0;
    }

    private void run(CountDownLatch signal) {
        try {
            Duration pause = properties.checkEvery();
            while (!signal.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = step(signal);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Builds what is due.
    ///
    /// @return how long to rest
    private Duration step(CountDownLatch signal) {
        try {
            if (due.next().isPresent()) {
                build.build(due::next);
            }
            return properties.checkEvery();
        } catch (DataAccessException absent) {
            log.atDebug().setCause(absent).log("no look for graphs to build, the database does not answer");
            return properties.checkEvery();
        } catch (SQLException failed) {
            if (signal.getCount() > 0) {
                log.atWarn().setCause(failed).log("hnsw graph not built, searches stay exact meanwhile");
            }
            return properties.retryAfter();
        }
    }
}
