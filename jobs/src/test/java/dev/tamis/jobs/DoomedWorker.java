package dev.tamis.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The main class of a process that is killed in the middle of its job.
final class DoomedWorker {

    static final String KIND = "doomed";
    static final int ALL = 10;
    static final int HALF = 5;

    private DoomedWorker() {}

    public static void main(String[] database) throws InterruptedException {
        var source = Setup.connect(database[0], database[1], database[2]);
        var worker = new JobWorker(source, List.of(new FakeHandler(KIND, DoomedWorker::work)), Setup.properties());
        worker.start();
        new CountDownLatch(1).await();
    }

    /// Ten steps; whoever begins at the first one gets no further than half.
    static Map<String, Object> work(JobContext<FakeHandler.Parameters> job) throws InterruptedException {
        int begun = job.checkpoint(Integer.class).orElse(0);
        for (int step = begun; step < ALL; step++) {
            if (begun == 0 && step == HALF) {
                job.pause(Duration.ofMinutes(10));
            }
            job.saveCheckpoint(step + 1);
            job.progress(step + 1, ALL);
        }
        return Map.of("begun", begun, "steps", ALL);
    }
}
