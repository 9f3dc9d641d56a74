package dev.tamis.embedding.schedule;

import org.springframework.context.SmartLifecycle;

/// Lets the scheduler finish what it took in when the service stops: after the web server has stopped taking
/// requests in and waited for those that are underway, before it breaks off what is left of them.
final class GracefulStop implements SmartLifecycle {

    /// Between the two phases of the web server, see `WebServerApplicationContext`.
    private static final int PHASE = DEFAULT_PHASE - 1_536;

    private final Scheduler scheduler;
    private volatile boolean running;

    GracefulStop(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        try {
            scheduler.drain();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    /// Spring waits for the callback as long as a phase of its shutdown may take.
    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual().name("graceful-stop").start(() -> {
            stop();
            callback.run();
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
