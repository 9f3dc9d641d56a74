package dev.tamis.embedding.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.embedding.InputType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

@Timeout(30)
class GracefulStopTest {

    private final TestSchedule schedule = TestSchedule.start(1, 1_000, Duration.ofMinutes(5));
    private final GracefulStop stop = new GracefulStop(schedule.scheduler());
    private final WordRunner runner = new WordRunner(false);

    @AfterEach
    void close() {
        runner.release();
        schedule.close();
    }

    @Test
    void itEndsWhenAllThatWasTakenInIsDone() throws Exception {
        stop.start();
        runner.hold();
        var accepted = schedule.scheduler().submit("a", InputType.DOCUMENT, runner, List.of("held", "waiting"));
        var stopped = new CompletableFuture<List<Boolean>>();

        stop.stop(() -> stopped.complete(
                accepted.stream().map(CompletableFuture::isDone).toList()));
        TestSchedule.awaitStopping(schedule.scheduler());

        assertThat(stop.isRunning()).isTrue();
        assertThat(stopped).isNotDone();
        runner.release();
        assertThat(stopped.get(20, TimeUnit.SECONDS)).containsExactly(true, true);
        assertThat(stop.isRunning()).isFalse();
    }

    @Test
    void itComesAfterTheWebServerTakesNothingMoreAndBeforeItBreaksOffWhatIsLeft() {
        assertThat(stop.getPhase())
                .isLessThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE)
                .isGreaterThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
    }
}
