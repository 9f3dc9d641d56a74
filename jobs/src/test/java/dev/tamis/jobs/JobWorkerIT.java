package dev.tamis.jobs;

import static dev.tamis.common.contract.job.JobState.CANCELLED;
import static dev.tamis.common.contract.job.JobState.FAILED;
import static dev.tamis.common.contract.job.JobState.QUEUED;
import static dev.tamis.common.contract.job.JobState.RUNNING;
import static dev.tamis.common.contract.job.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.job.Job;
import dev.tamis.testkit.Eventually;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Jobs of one worker or several that live.
class JobWorkerIT extends JobsHarness {

    @Test
    void aJobRunsAndTellsHowFarItIs() {
        var go = new CountDownLatch(1);
        var handler = new FakeHandler("tells", job -> {
            job.progress(5, 10);
            job.metric("loss", 0.25);
            go.await();
            job.progress(10, 10);
            return Map.of("word", String.valueOf(job.parameters().word()));
        });
        start(handler);

        Job queued = queue.submit(handler, "books", Map.of("word", "dune\u0000"));

        assertThat(queued.state()).isEqualTo(QUEUED);
        assertThat(queued.attempt()).isZero();
        Eventually.holds(() -> assertThat(job(queued.id()).metrics()).isEqualTo(Map.of("loss", 0.25)));
        Job running = job(queued.id());
        assertThat(running.state()).isEqualTo(RUNNING);
        assertThat(running.total()).isEqualTo(10);
        assertThat(running.unit()).isEqualTo("steps");
        assertThat(running.rate()).isPositive();
        assertThat(running.secondsLeft()).isNotNegative();
        assertThat(running.done()).isEqualTo(5);
        assertThat(running.version()).isGreaterThan(queued.version());
        go.countDown();
        Job ended = awaits(queued.id(), SUCCEEDED);
        assertThat(ended.result()).isEqualTo(Map.of("word", "dune\u0000"));
        assertThat(ended.done()).isEqualTo(10);
        assertThat(ended.attempt()).isEqualTo(1);
        assertThat(ended.secondsLeft()).isNull();
        assertThat(ended.finishedAt()).isNotNull();
        Eventually.holds(() -> assertThat(executions("tells")).isZero());
    }

    @Test
    void aJobFailsWithTheProblemOfItsHandler() {
        var problem = new Problem(Problem.urn("unknown-collection"), "Unknown collection", 404, "gone", null, null);
        var handler = new FakeHandler("refuses", job -> {
            job.progress(1, 2);
            throw new JobFailedException(problem);
        });
        start(handler);

        Job failed = awaits(submit(handler).id(), FAILED);

        assertThat(failed.error()).isEqualTo(problem);
        assertThat(failed.done()).isEqualTo(1);
        assertThat(failed.result()).isNull();
    }

    @Test
    void aBugFailsTheJobAndTellsNothingOfItself() {
        var handler = new FakeHandler("bug", job -> {
            throw new AssertionError("secret");
        });
        start(handler);

        Job failed = awaits(submit(handler).id(), FAILED);

        assertThat(Objects.requireNonNull(failed.error()).type()).isEqualTo(Problem.urn("internal-error"));
        assertThat(failed.error().toString()).doesNotContain("secret");
    }

    @Test
    void jobsBeyondTheThreadsWaitTheirTurn() {
        var go = new CountDownLatch(1);
        var atOnce = new AtomicInteger();
        var handler = new FakeHandler("turns", job -> {
            atOnce.incrementAndGet();
            go.await();
            return Map.of();
        });
        start(DATABASE, Setup.properties(2, Duration.ofSeconds(1)), handler);

        List<UUID> ids =
                IntStream.range(0, 6).mapToObj(i -> submit(handler).id()).toList();

        Eventually.holds(() -> assertThat(atOnce).hasValue(2));
        assertThat(ids.subList(2, 6))
                .allSatisfy(id -> assertThat(job(id).state()).isEqualTo(QUEUED));
        go.countDown();
        ids.forEach(id -> assertThat(awaits(id, SUCCEEDED).attempt()).isEqualTo(1));
    }

    @Test
    void ofSeveralWorkersOneRunsEachJob() {
        Map<UUID, Integer> runs = new ConcurrentHashMap<>();
        var handler = new FakeHandler("shared", job -> {
            runs.merge(job.id(), 1, Integer::sum);
            return Map.of();
        });
        List<UUID> ids =
                IntStream.range(0, 40).mapToObj(i -> submit(handler).id()).toList();

        IntStream.range(0, 3).forEach(i -> start(DATABASE, Setup.properties(4, Duration.ofSeconds(1)), handler));

        ids.forEach(id -> awaits(id, SUCCEEDED));
        assertThat(runs).hasSize(40).allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void aWorkerLeavesTheJobsOfOthersAlone() {
        var mine = new FakeHandler("mine", job -> Map.of());
        var others = new FakeHandler("others", job -> Map.of());
        UUID first = submit(others).id();
        start(mine);

        awaits(submit(mine).id(), SUCCEEDED);

        assertThat(job(first).state()).isEqualTo(QUEUED);
        start(others);
        awaits(first, SUCCEEDED);
    }

    @Test
    void aJobIsTakenByTheWorkerThatHasAHandlerForItsKind() {
        var mine = new FakeHandler("gateway", job -> Map.of());
        JobKind<FakeHandler.Parameters> known = kind("training");
        start(mine);
        UUID id = queue.submit(known, "books", Map.of()).id();

        UUID first = submit(mine).id();
        awaits(first, SUCCEEDED);

        Job waiting = job(id);
        assertThat(waiting.state()).isEqualTo(QUEUED);
        assertThat(waiting.unit()).isEqualTo("epochs");
        assertThat(waiting.hint()).contains("no worker that runs takes jobs of this kind");
        start(new FakeHandler("training", job -> Map.of("by", "another")));
        Job ended = awaits(id, SUCCEEDED);
        assertThat(ended.result()).isEqualTo(Map.of("by", "another"));
        assertThat(ended.hint()).isNull();
    }

    private static JobKind<FakeHandler.Parameters> kind(String name) {
        return new JobKind<>() {
            @Override
            public String kind() {
                return name;
            }

            @Override
            public Class<FakeHandler.Parameters> parameters() {
                return FakeHandler.Parameters.class;
            }

            @Override
            public String unit() {
                return "epochs";
            }
        };
    }

    @Test
    void aJobThatWaitsForAThreadHasNoHint() {
        var go = new CountDownLatch(1);
        var handler = new FakeHandler("busy", job -> {
            go.await();
            return Map.of();
        });
        start(DATABASE, Setup.properties(1, Duration.ofSeconds(1)), handler);
        awaits(submit(handler).id(), RUNNING);

        Job waiting = submit(handler);

        assertThat(waiting.state()).isEqualTo(QUEUED);
        assertThat(waiting.hint()).isNull();
        go.countDown();
        awaits(waiting.id(), SUCCEEDED);
    }

    @Test
    void longParametersReachTheHandlerAndAreShownByTheirLength() {
        String word = "x".repeat(5_000);
        var handler = new FakeHandler(
                "long",
                job -> Map.of("length", String.valueOf(job.parameters().word()).length()));
        start(handler);

        Job queued = queue.submit(handler, "books", Map.of("word", word));

        assertThat(queued.parameters()).isEqualTo(Map.of("word", "(5,000 characters)"));
        Job ended = awaits(queued.id(), SUCCEEDED);
        assertThat(ended.result()).isEqualTo(Map.of("length", 5_000));
        assertThat(ended.parameters()).isEqualTo(queued.parameters());
        assertThat(ShownParameters.of(Map.of("words", Collections.nCopies(2_000, word))))
                .isEqualTo(Map.of("words", "(2,000 entries)"));
    }

    @Test
    void aPageIsKeptWithTheJob() {
        var handler = new FakeHandler("page", job -> {
            job.savePage("<h1>done</h1>");
            return Map.of();
        });
        start(handler);
        UUID id = submit(handler).id();

        awaits(id, SUCCEEDED);

        assertThat(queue.page(id)).contains("<h1>done</h1>");
        assertThat(queue.page(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aJobThatWaitsIsCancelledAtOnceAndNeverRun() {
        var runs = new AtomicInteger();
        var handler = new FakeHandler("waits", job -> Map.of("run", runs.incrementAndGet()));
        UUID id = submit(handler).id();

        Job cancelled = queue.cancel(id).orElseThrow();

        assertThat(cancelled.state()).isEqualTo(CANCELLED);
        assertThat(cancelled.finishedAt()).isNotNull();
        assertThat(queue.cancel(id)).contains(cancelled);
        start(handler);
        Eventually.holds(() -> assertThat(executions("waits")).isZero());
        assertThat(runs).hasValue(0);
        assertThat(job(id)).isEqualTo(cancelled);
    }

    @Test
    void aJobThatRunsIsCancelledWhereItLooks() {
        var handler = new FakeHandler("looks", job -> {
            job.progress(3, 10);
            job.pause(Duration.ofMinutes(1));
            return Map.of();
        });
        start(handler);
        UUID id = submit(handler).id();
        awaits(id, RUNNING);

        Job asked = queue.cancel(id).orElseThrow();

        assertThat(asked.state()).isEqualTo(RUNNING);
        assertThat(asked.cancelRequested()).isTrue();
        Job cancelled = awaits(id, CANCELLED);
        assertThat(cancelled.done()).isEqualTo(3);
        assertThat(cancelled.error()).isNull();
        Eventually.holds(() -> assertThat(executions("looks")).isZero());
    }

    @Test
    void aFinishedJobIsNotCancelled() {
        var handler = new FakeHandler("done", job -> Map.of());
        start(handler);
        Job done = awaits(submit(handler).id(), SUCCEEDED);

        assertThat(queue.cancel(done.id())).contains(done);
        assertThat(queue.cancel(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aWorkerThatIsClosedPutsItsJobBackForTheNext() {
        var handler = new FakeHandler("closed", job -> {
            int from = job.checkpoint(Integer.class).orElse(0);
            if (from == 0) {
                job.saveCheckpoint(7);
                job.progress(7, 10);
                job.pause(Duration.ofMinutes(1));
            }
            return Map.of("from", from);
        });
        JobWorker first = start(DATABASE, Setup.properties(2, Duration.ofMinutes(1)), handler);
        UUID id = submit(handler).id();
        awaits(id, RUNNING);

        first.close();

        Job waiting = job(id);
        assertThat(waiting.state()).isEqualTo(QUEUED);
        assertThat(waiting.done()).isEqualTo(7);
        // A heartbeat of a minute: nobody finds out by himself in time.
        start(DATABASE, Setup.properties(2, Duration.ofMinutes(1)), handler);
        Job ended = awaits(id, SUCCEEDED);
        assertThat(ended.result()).isEqualTo(Map.of("from", 7));
        assertThat(ended.attempt()).isEqualTo(2);
    }

    @Test
    void finishedJobsAreRemovedAfterAWhileAndOthersKept() {
        var handler = new FakeHandler("old", job -> Map.of());
        UUID old = submit(handler).id();
        UUID recent = submit(handler).id();
        UUID waiting = submit(handler).id();
        queue.cancel(old);
        queue.cancel(recent);
        jdbc.sql("UPDATE job.job SET finished_at = now() - interval '25 hours' WHERE id = :id")
                .param("id", old)
                .update();

        start(new FakeHandler("another", job -> Map.of()));

        Eventually.holds(() -> assertThat(queue.find(old)).isEmpty());
        assertThat(queue.find(recent)).isPresent();
        assertThat(queue.find(waiting)).isPresent();
    }

    @Test
    void theListIsTheNewestFirstAndHoldsWhatIsAskedFor() {
        var handler = new FakeHandler("listed", job -> Map.of());
        UUID first = queue.submit(handler, "films", Map.of()).id();
        UUID second = queue.submit(handler, "films", Map.of()).id();
        queue.submit(new FakeHandler("unlisted", job -> Map.of()), "films", Map.of());
        queue.cancel(first);

        assertThat(queue.list("films", "listed", null, 10)).extracting(Job::id).containsExactly(second, first);
        assertThat(queue.list("films", "listed", CANCELLED, 10))
                .extracting(Job::id)
                .containsExactly(first);
        assertThat(queue.list("films", null, null, 1)).hasSize(1);
        assertThat(queue.list("no such", null, null, 10)).isEmpty();
    }

    @Test
    void everyTableAndColumnSaysWhatItMeans() {
        assertThat(jdbc.sql("""
                        SELECT c.relname || coalesce('.' || a.attname, '')
                        FROM pg_class c
                        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                        WHERE c.relnamespace = 'job'::regnamespace AND c.relkind = 'r' AND c.relname <> 'flyway_schema_history'
                          AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)""").query(String.class).list()).isEmpty();
    }
}
