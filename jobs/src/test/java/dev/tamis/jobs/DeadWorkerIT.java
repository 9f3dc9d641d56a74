package dev.tamis.jobs;

import static dev.tamis.common.contract.job.JobState.FAILED;
import static dev.tamis.common.contract.job.JobState.RUNNING;
import static dev.tamis.common.contract.job.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.job.Job;
import dev.tamis.testkit.Eventually;
import dev.tamis.testkit.StoppablePostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Workers that die, seem to, or lose their database.
class DeadWorkerIT extends JobsHarness {

    @Test
    void theJobOfAKilledProcessGoesOnFromItsCheckpointOnce() throws Exception {
        var handler = new FakeHandler(DoomedWorker.KIND, DoomedWorker::work);
        UUID id = submit(handler).id();
        Process doomed = doomedWorker();
        try {
            Eventually.holds(() -> assertThat(job(id).done()).isEqualTo(DoomedWorker.HALF));
        } finally {
            doomed.destroyForcibly();
        }
        assertThat(doomed.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(job(id).state()).isEqualTo(RUNNING);

        start(handler);
        start(handler);

        Job ended = awaits(id, SUCCEEDED);
        assertThat(ended.result()).isEqualTo(Map.of("begun", DoomedWorker.HALF, "steps", DoomedWorker.ALL));
        assertThat(ended.attempt()).isEqualTo(2);
        assertThat(ended.done()).isEqualTo(DoomedWorker.ALL);
        Eventually.holds(() -> assertThat(executions(DoomedWorker.KIND)).isZero());
    }

    private static Process doomedWorker() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx128m",
                        DoomedWorker.class.getName(),
                        SERVER.url(),
                        SERVER.user(),
                        SERVER.password())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void aWorkerThatOnlySeemedDeadChangesNothingAnyMore() throws Exception {
        var cable = new Cable(DATABASE);
        var wake = new CountDownLatch(1);
        List<String> runs = new CopyOnWriteArrayList<>();
        var zombie = new FakeHandler("zombie", job -> {
            runs.add("first");
            job.saveCheckpoint(1);
            job.progress(1, 10);
            wake.await();
            job.progress(9, 10);
            job.saveCheckpoint(9);
            return Map.of("by", "zombie");
        });
        var go = new CountDownLatch(1);
        var heir = new FakeHandler("zombie", job -> {
            runs.add("second from " + job.checkpoint(Integer.class).orElseThrow());
            job.progress(2, 10);
            go.await();
            return Map.of("by", "heir");
        });
        JobWorker asleep = start(cable, Setup.properties(), zombie);
        UUID id = submit(zombie).id();
        Eventually.holds(() -> assertThat(job(id).done()).isEqualTo(1));

        cable.cut();
        start(heir);
        Eventually.holds(() -> assertThat(job(id).done()).isEqualTo(2));
        cable.mend();
        wake.countDown();
        asleep.close(); // once it has written all that it wants to
        assertThat(job(id).done()).isEqualTo(2);
        go.countDown();

        Job ended = awaits(id, SUCCEEDED);
        assertThat(ended.result()).isEqualTo(Map.of("by", "heir"));
        assertThat(ended.attempt()).isEqualTo(2);
        assertThat(runs).containsExactly("first", "second from 1");
        Eventually.holds(() -> assertThat(executions("zombie")).isZero());
        assertThat(job(id)).isEqualTo(ended);
    }

    @Test
    void aWorkerWithoutItsDatabaseStopsBeforeAnotherMayTakeItForDead() throws Exception {
        var cable = new Cable(DATABASE);
        var stopped = new CountDownLatch(1);
        var overlap = new AtomicReference<String>("none");
        var first = new FakeHandler("careful", job -> {
            try {
                job.progress(1);
                job.pause(Duration.ofMinutes(1));
            } catch (JobStoppedException lost) {
                stopped.countDown();
                throw lost;
            }
            return Map.of();
        });
        var second = new FakeHandler("careful", job -> {
            if (stopped.getCount() > 0) {
                overlap.set("the first one was still at work");
            }
            return Map.of();
        });
        start(cable, Setup.properties(), first);
        UUID id = submit(first).id();
        Eventually.holds(() -> assertThat(job(id).done()).isEqualTo(1));
        start(second);

        cable.cut();

        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
        awaits(id, SUCCEEDED);
        assertThat(overlap).hasValue("none");
    }

    @Test
    void aDatabaseThatGoesAwayAndComesBackCostsNoJob() {
        try (var server = new StoppablePostgres()) {
            server.start();
            try (var database = Setup.connect(server.url(), server.user(), server.password())) {
                Setup.migrate(database);
                var go = new CountDownLatch(1);
                var handler = new FakeHandler("outage", job -> {
                    int from = job.checkpoint(Integer.class).orElse(0);
                    job.saveCheckpoint(from + 1);
                    job.progress(from + 1);
                    while (go.getCount() > 0) {
                        job.pause(Duration.ofMillis(10));
                    }
                    return Map.of("attempts", from + 1);
                });
                var jobs = new JobQueue(database);
                start(database, Setup.properties(), handler);
                UUID running = jobs.submit(handler, "books", Map.of()).id();
                Eventually.holds(() ->
                        assertThat(jobs.find(running).orElseThrow().done()).isEqualTo(1));

                server.stop();
                Eventually.holds(() -> assertThat(isAway(jobs)).isTrue());
                server.start();
                Eventually.holds(() -> assertThat(isAway(jobs)).isFalse());
                UUID later = jobs.submit(handler, "books", Map.of()).id();
                go.countDown();

                Eventually.holds(() -> assertThat(jobs.list(null, "outage", SUCCEEDED, 10))
                        .extracting(Job::id)
                        .containsExactly(later, running));
            }
        }
    }

    private static boolean isAway(JobQueue jobs) {
        try {
            return jobs.list(null, null, null, 1).isEmpty();
        } catch (RuntimeException away) {
            return true;
        }
    }

    @Test
    void aWorkerWaitsForADatabaseThatComesLate() {
        try (var server = new StoppablePostgres();
                var database = Setup.connect(server.url(), server.user(), server.password())) {
            var handler = new FakeHandler("late", job -> Map.of());
            start(database, Setup.properties(), handler);

            server.start();
            Eventually.holds(() -> Setup.migrate(database)); // the pool may connect a moment later
            var jobs = new JobQueue(database);
            jobs.submit(handler, "books", Map.of());

            Eventually.holds(
                    () -> assertThat(jobs.list(null, "late", SUCCEEDED, 10)).hasSize(1));
        }
    }

    @Test
    void aJobThatKillsItsWorkersIsGivenUp() {
        var attempts = new Attempts(DATABASE);
        var handler = new FakeHandler("killer", job -> Map.of());
        UUID id = submit(handler).id();

        for (int death = 0; death < 3; death++) {
            assertThat(attempts.begin("killer", id, pick(id), 3)).isInstanceOf(Start.Go.class);
        }

        assertThat(attempts.begin("killer", id, pick(id), 3)).isInstanceOf(Start.Over.class);
        Job failed = job(id);
        assertThat(failed.state()).isEqualTo(FAILED);
        assertThat(Objects.requireNonNull(failed.error()).type()).isEqualTo(Problem.urn("job-abandoned"));
        assertThat(failed.attempt()).isEqualTo(3);
    }

    @Test
    void aJobThatGotFurtherIsNotGivenUp() {
        var attempts = new Attempts(DATABASE);
        var handler = new FakeHandler("slow", job -> Map.of());
        UUID id = submit(handler).id();

        for (int death = 0; death < 5; death++) {
            var go = (Start.Go) attempts.begin("slow", id, pick(id), 3);
            var further = go.attempt().left().withCheckpoint(Integer.toString(death));
            attempts.write(id, go.attempt().attempt(), further);
        }

        assertThat(job(id).attempt()).isEqualTo(5);
    }

    @Test
    void whoWasPausedBetweenPickingAndBeginningDoesNotBegin() {
        var attempts = new Attempts(DATABASE);
        var handler = new FakeHandler("paused", job -> Map.of());
        UUID id = submit(handler).id();
        long paused = pick(id);
        long heir = pick(id);

        assertThat(attempts.begin("paused", id, paused, 3)).isInstanceOf(Start.Elsewhere.class);
        assertThat(attempts.begin("paused", id, heir, 3)).isInstanceOf(Start.Go.class);
        assertThat(attempts.begin("paused", id, paused, 3)).isInstanceOf(Start.Elsewhere.class);
        assertThat(job(id).attempt()).isEqualTo(1);
    }

    /// Gives the job into new hands, as db-scheduler does.
    ///
    /// @return the version that these know
    private long pick(UUID id) {
        return jdbc.sql("""
                        UPDATE job.execution SET picked = true, version = version + 1, last_heartbeat = now()
                        WHERE task_instance = :id RETURNING version""").param("id", id.toString()).query(Long.class).single();
    }
}
