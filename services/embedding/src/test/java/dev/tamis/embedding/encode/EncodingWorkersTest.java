package dev.tamis.embedding.encode;

import static dev.tamis.common.contract.embedding.InputType.DOCUMENT;
import static dev.tamis.common.contract.embedding.InputType.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.embedding.InputType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EncodingWorkersTest {

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    /// Written by one worker, read after its last work is done.
    private final List<String> order = new ArrayList<>();

    @Test
    void aQueryOvertakesQueuedDocumentsAndEachKindKeepsItsOrder() throws Exception {
        try (var workers = new EncodingWorkers(1)) {
            Future<Boolean> holding = hold(workers);
            var texts = List.of(
                    submit(workers, DOCUMENT, "d1"),
                    submit(workers, DOCUMENT, "d2"),
                    submit(workers, QUERY, "q1"),
                    submit(workers, QUERY, "q2"));
            assertThat(workers.waiting()).isEqualTo(4);

            release.countDown();
            for (Future<Boolean> text : texts) {
                text.get();
            }

            assertThat(holding.get()).isTrue();
            assertThat(order).containsExactly("q1", "q2", "d1", "d2");
            assertThat(workers.waiting()).isZero();
        }
    }

    @Test
    void theTextsOfOneRequestRunOnAllWorkersAtOnce() throws Exception {
        try (var workers = new EncodingWorkers(3)) {
            var meeting = new CyclicBarrier(3);
            var texts = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 3; i++) {
                texts.add(workers.submit(DOCUMENT, meeting::await));
            }

            // Each waits in its worker for the two others: it ends only if all three run at the same time.
            for (Future<Integer> text : texts) {
                assertThat(text.get()).isBetween(0, 2);
            }
        }
    }

    @Test
    void whatIsCancelledBeforeAWorkerTakesItIsNeverBegun() throws Exception {
        try (var workers = new EncodingWorkers(1)) {
            Future<Boolean> holding = hold(workers);
            Future<Boolean> unwanted = submit(workers, DOCUMENT, "unwanted");
            Future<Boolean> wanted = submit(workers, DOCUMENT, "wanted");

            unwanted.cancel(false);
            assertThat(workers.waiting()).isEqualTo(1);
            release.countDown();
            wanted.get();

            assertThat(holding.get()).isTrue();
            assertThat(order).containsExactly("wanted");
        }
    }

    @Test
    void closingFinishesWhatAWorkerHoldsAndDropsWhatWaits() throws Exception {
        var workers = new EncodingWorkers(1);
        Future<Boolean> running = hold(workers);
        Future<Boolean> waiting = submit(workers, DOCUMENT, "waiting");

        Thread closing = Thread.ofVirtual().start(workers::close);
        assertThatThrownBy(waiting::get).isInstanceOf(CancellationException.class);
        assertThat(running.isDone()).isFalse();
        release.countDown();
        closing.join();

        assertThat(running.get()).isTrue();
        assertThat(order).isEmpty();
        assertThatThrownBy(() -> submit(workers, QUERY, "late")).isInstanceOf(RejectedExecutionException.class);
    }

    /// Occupies the only worker until `release`.
    private Future<Boolean> hold(EncodingWorkers workers) throws InterruptedException {
        Future<Boolean> holding = workers.submit(DOCUMENT, () -> {
            held.countDown();
            return release.await(20, TimeUnit.SECONDS);
        });
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
        return holding;
    }

    private Future<Boolean> submit(EncodingWorkers workers, InputType type, String name) {
        return workers.submit(type, () -> order.add(name));
    }
}
