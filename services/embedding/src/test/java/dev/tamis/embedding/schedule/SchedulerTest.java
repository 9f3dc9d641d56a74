package dev.tamis.embedding.schedule;

import static dev.tamis.common.contract.embedding.InputType.DOCUMENT;
import static dev.tamis.common.contract.embedding.InputType.QUERY;
import static dev.tamis.embedding.schedule.WordRunner.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SchedulerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WordRunner runner = new WordRunner(false);
    private final List<Scheduler> open = new ArrayList<>();

    @AfterEach
    void close() {
        runner.release();
        open.forEach(Scheduler::close);
    }

    @Test
    void everyTextGetsItsOwnResultInTheOrderOfTheRequest() throws Exception {
        Scheduler scheduler = scheduler(2, 1_000);

        var results = scheduler.submit("a", DOCUMENT, new WordRunner(true), List.of("one", "two", "three w w", "four"));

        assertThat(all(results)).containsExactly("ONE", "TWO", "THREE", "FOUR");
    }

    @Test
    void queriesAreRunBeforeTheDocumentsThatWaitAndCallersInTurns() throws Exception {
        Scheduler scheduler = scheduler(1, 10_000);
        var held = hold(scheduler);
        // The thread for queries is held too, or it would take a query at once.
        var heldQuery = scheduler.submit("q", QUERY, runner, List.of("heldQuery"));
        runner.awaitBegun(1);

        var documents = submit(scheduler, DOCUMENT, "a", text("a1", 500), text("a2", 500));
        documents.addAll(submit(scheduler, DOCUMENT, "b", text("b1", 500), text("b2", 500)));
        var query = submit(scheduler, QUERY, "c", "query");
        runner.release();
        all(held);
        all(heldQuery);
        all(query);
        all(documents);

        assertThat(runner.batches()).containsExactly("held", "heldQuery", "query", "a1", "b1", "a2", "b2");
    }

    @Test
    void aQueryIsRunWhileAllThreadsHoldDocuments() throws Exception {
        Scheduler scheduler = scheduler(1, 1_000);
        var held = hold(scheduler);

        var query = scheduler.submit("b", QUERY, new WordRunner(false), List.of("query"));

        assertThat(all(query)).containsExactly("QUERY");
        assertThat(held.getFirst()).isNotDone();
    }

    @Test
    void noDocumentIsBegunWhileQueriesKeepAsManyThreadsBusyAsThereAre() throws Exception {
        Scheduler scheduler = scheduler(1, 1_000);
        runner.hold();
        var queries = submit(scheduler, QUERY, "a", "q1", "q2");
        runner.awaitBegun(1);
        var documents = submit(scheduler, DOCUMENT, "a", "d1", "d2");

        assertThat(scheduler.waitingTokens(QUERY)).isEqualTo(1);
        assertThat(scheduler.waitingTokens(DOCUMENT)).isEqualTo(2);
        runner.release();
        all(queries);
        all(documents);

        assertThat(runner.batches()).containsExactly("q1", "q2", "d1", "d2");
    }

    @Test
    void documentsAreBegunBesideQueriesOnceTheirShareIsDue() throws Exception {
        Scheduler scheduler = scheduler(1, 10_000);
        runner.hold();
        var queries = submit(scheduler, QUERY, "a", "q1");
        runner.awaitBegun(1);
        queries.addAll(submit(scheduler, QUERY, "a", text("q2", 400)));
        var documents = submit(scheduler, DOCUMENT, "a", text("d1", 50), text("d2", 50));

        // q1 ends, q2 is begun and held: its tokens are enough for one of the documents, which is begun too.
        runner.release(1);
        runner.awaitBegun(2);

        assertThat(scheduler.waitingTokens(DOCUMENT)).isEqualTo(50);
        runner.release();
        all(queries);
        all(documents);
    }

    @Test
    void theTextsOfOneRequestAreRunByAllThreadsAtOnce() throws Exception {
        Scheduler scheduler = scheduler(3, 1_000);
        var meeting = new CyclicBarrier(3);

        // Each waits in its thread for the two others: it ends only if all three run at the same time.
        var results = scheduler.submit("a", DOCUMENT, meetingAt(meeting), List.of("1", "2", "3"));

        assertThat(all(results)).containsExactly("met", "met", "met");
    }

    @Test
    void whatIsTooMuchIsRefusedWholeUntilThereIsRoomAgain() throws Exception {
        Scheduler scheduler = scheduler(1, 100);
        var held = hold(scheduler);
        var waiting = submit(scheduler, DOCUMENT, "a", text("1", 60), text("2", 60));

        var full = catchThrowableOfType(
                QueueFullException.class, () -> submit(scheduler, DOCUMENT, "a", "more", "than", "fits"));
        assertThat(full.waitingTokens()).isEqualTo(120);
        assertThat(full.retryAfter()).hasSeconds(1);
        assertThatThrownBy(() -> scheduler.check("a", DOCUMENT)).isInstanceOf(QueueFullException.class);
        assertThat(scheduler.waitingTokens(DOCUMENT)).isEqualTo(120);

        runner.release();
        all(held);
        all(waiting);
        scheduler.check("a", DOCUMENT);
        assertThat(all(submit(scheduler, DOCUMENT, "a", "now"))).containsExactly("NOW");
    }

    @Test
    void whenToComeAgainFollowsFromTheTimeThatTextsTook() throws Exception {
        var seconds = new AtomicLong();
        Scheduler scheduler = new Scheduler(
                new ScheduleProperties(1, 100, 32, 2_048, PATIENCE),
                new ScheduleMetrics(meters),
                () -> seconds.get() * 1_000_000_000);
        open.add(scheduler);
        runner.hold();
        var first = submit(scheduler, DOCUMENT, "a", text("first", 10));
        runner.awaitBegun(1);
        seconds.set(5); // so that 2 tokens a second are run
        runner.release();
        all(first);
        var held = hold(scheduler);
        submit(scheduler, DOCUMENT, "a", text("1", 100));

        var full = catchThrowableOfType(QueueFullException.class, () -> submit(scheduler, DOCUMENT, "a", "2"));

        assertThat(full.retryAfter()).hasSeconds(25);
        assertThat(held.getFirst()).isNotDone();
    }

    @Test
    void whatIsCancelledBeforeAThreadTakesItIsNeverBegun() throws Exception {
        Scheduler scheduler = scheduler(1, 1_000);
        var held = hold(scheduler);
        var unwanted = submit(scheduler, DOCUMENT, "a", text("unwanted", 7));
        var wanted = submit(scheduler, DOCUMENT, "a", text("wanted", 5));

        unwanted.getFirst().cancel(false);
        assertThat(scheduler.waitingTokens(DOCUMENT)).isEqualTo(5);
        runner.release();
        all(held);
        all(wanted);

        assertThat(runner.batches()).containsExactly("held", "wanted");
    }

    @Test
    void aTextThatBreaksTheModelFailsAloneAndTheThreadGoesOn() throws Exception {
        Scheduler scheduler = scheduler(1, 1_000);

        var results = submit(scheduler, DOCUMENT, "a", "broken", "fine");

        assertThatThrownBy(() -> results.get(0).get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("this text breaks the model");
        assertThat(results.get(1).get(20, TimeUnit.SECONDS)).isEqualTo("FINE");
    }

    @Test
    void drainedItHasFinishedWhatItTookInAndTakesInNothingMore() throws Exception {
        Scheduler scheduler = scheduler(1, 1_000);
        var accepted = hold(scheduler);
        accepted.addAll(submit(scheduler, DOCUMENT, "a", "waiting", "too"));
        var draining = new CompletableFuture<List<Boolean>>();
        Thread drain = Thread.ofVirtual().start(() -> {
            try {
                scheduler.drain();
                draining.complete(
                        accepted.stream().map(CompletableFuture::isDone).toList());
            } catch (InterruptedException stopped) {
                draining.completeExceptionally(stopped);
            }
        });
        TestSchedule.awaitStopping(scheduler);
        Eventually.isTrue(() -> !drain.isAlive() || drain.getState() == Thread.State.WAITING);
        assertThat(draining).isNotDone();

        runner.release();

        assertThat(draining.get(20, TimeUnit.SECONDS)).containsExactly(true, true, true);
        assertThat(all(accepted)).containsExactly("HELD", "WAITING", "TOO");
        assertThatThrownBy(() -> submit(scheduler, QUERY, "a", "late")).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void closedItFinishesWhatItsThreadsHoldAndDropsWhatWaits() throws Exception {
        Scheduler scheduler = scheduler(1, 1_000);
        var held = hold(scheduler);
        var waiting = submit(scheduler, DOCUMENT, "a", "waiting");

        Thread closing = Thread.ofVirtual().start(scheduler::close);
        assertThatThrownBy(() -> waiting.getFirst().get(20, TimeUnit.SECONDS))
                .isInstanceOf(CancellationException.class);
        assertThat(held.getFirst()).isNotDone();
        runner.release();
        closing.join();

        assertThat(all(held)).containsExactly("HELD");
        assertThat(runner.batches()).containsExactly("held");
    }

    @Test
    void whatWaitsAndWhatWasRunIsMeasured() throws Exception {
        Scheduler scheduler = scheduler(1, 1_000);
        var together = new WordRunner(true);
        var held = hold(scheduler);
        var batch = scheduler.submit("a", DOCUMENT, together, List.of(text("1", 100), text("2", 90)));

        assertThat(meters.get("embedding.queue.tokens")
                        .tag("input_type", "document")
                        .gauge()
                        .value())
                .isEqualTo(190);
        runner.release();
        all(held);
        all(batch);
        scheduler.drain();

        assertThat(meters.get("embedding.tokens")
                        .tags("model", "words", "input_type", "document")
                        .counter()
                        .count())
                .isEqualTo(191);
        var sizes = meters.get("embedding.batch.size").summary();
        assertThat(sizes.count()).isEqualTo(2);
        assertThat(sizes.max()).isEqualTo(2);
        assertThat(meters.get("embedding.padding.share").summary().max()).isCloseTo(0.05, within(1e-9));
        assertThat(meters.get("embedding.queue.duration").timer().count()).isEqualTo(3);
        assertThat(meters.get("embedding.encode.duration").timer().count()).isEqualTo(2);
        assertThat(meters.get("embedding.queue.tokens")
                        .tag("input_type", "document")
                        .gauge()
                        .value())
                .isZero();
    }

    private Scheduler scheduler(int threads, long queueTokens) {
        var scheduler = new Scheduler(
                new ScheduleProperties(threads, queueTokens, 32, 2_048, PATIENCE),
                new ScheduleMetrics(meters),
                System::nanoTime);
        open.add(scheduler);
        return scheduler;
    }

    /// Occupies the only thread for any text until the runner is released.
    private List<CompletableFuture<String>> hold(Scheduler scheduler) throws InterruptedException {
        runner.hold();
        var held = submit(scheduler, DOCUMENT, "holder", "held");
        runner.awaitBegun(1);
        return held;
    }

    private List<CompletableFuture<String>> submit(
            Scheduler scheduler, InputType type, String caller, String... texts) {
        return new ArrayList<>(scheduler.submit(caller, type, runner, List.of(texts)));
    }

    private static List<String> all(List<CompletableFuture<String>> results) throws Exception {
        List<String> all = new ArrayList<>();
        for (var result : results) {
            all.add(result.get(20, TimeUnit.SECONDS));
        }
        return all;
    }

    private static Runner<String, String> meetingAt(CyclicBarrier meeting) {
        return new Runner<>() {
            @Override
            public String model() {
                return "meeting";
            }

            @Override
            public boolean independent() {
                return false;
            }

            @Override
            public int tokens(String text) {
                return 1;
            }

            @Override
            public List<String> run(List<String> texts) {
                try {
                    meeting.await(20, TimeUnit.SECONDS);
                    return List.of("met");
                } catch (Exception alone) {
                    throw new IllegalStateException(alone);
                }
            }
        };
    }
}
