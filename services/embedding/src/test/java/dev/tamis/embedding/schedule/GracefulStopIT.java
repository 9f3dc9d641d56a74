package dev.tamis.embedding.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.EmbeddingApplication;
import dev.tamis.embedding.model.TinyModel;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// A service that is stopped while a request waits, because a text that the test holds occupies the only thread.
@Timeout(60)
class GracefulStopIT {

    @TempDir
    private Path models;

    private final WordRunner runner = new WordRunner(false);
    private ConfigurableApplicationContext service;
    private Scheduler scheduler;
    private int port;

    @BeforeEach
    void start() throws Exception {
        TinyModel.embedding(models.resolve("tiny"));
        service = new SpringApplicationBuilder(EmbeddingApplication.class)
                .properties("spring.config.name=embedding")
                .run(
                        "--server.port=0",
                        "--tamis.embedding.models=" + models,
                        "--tamis.embedding.default-model=tiny",
                        "--tamis.embedding.threads=1");
        scheduler = service.getBean(Scheduler.class);
        port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        runner.hold();
        scheduler.submit("holder", InputType.DOCUMENT, runner, List.of("held"));
        runner.awaitBegun(1);
    }

    @AfterEach
    void stop() {
        runner.release();
        service.close();
    }

    @Test
    void whatComesAfterTheStopIsRefusedAndWhatCameBeforeIsAnswered() throws Exception {
        var accepted = accepted();
        var stopped = new CompletableFuture<Void>();

        service.getBean(GracefulStop.class).stop(() -> stopped.complete(null));
        TestSchedule.awaitStopping(scheduler);
        Answer late = embed();

        assertThat(late.problem()).isEqualTo("503 stopping");
        assertThat(late.header("Retry-After")).isEqualTo("2");
        assertThat(accepted).isNotDone();
        assertThat(stopped).isNotDone();
        runner.release();
        assertThat(accepted.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        stopped.get(20, TimeUnit.SECONDS);
    }

    @Test
    void closedItTakesNoMoreConnectionsAndAnswersWhatItAccepted() throws Exception {
        var accepted = accepted();

        var closed = CompletableFuture.runAsync(service::close, Thread::startVirtualThread);
        Eventually.isTrue(this::refusesConnections);

        assertThat(accepted).isNotDone();
        assertThat(closed).isNotDone();
        runner.release();
        Answer answer = accepted.get(20, TimeUnit.SECONDS);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/data/0/embedding").size()).isEqualTo(2);
        closed.get(20, TimeUnit.SECONDS);
    }

    /// A request whose text waits.
    private CompletableFuture<Answer> accepted() {
        var answer = CompletableFuture.supplyAsync(this::embed, Thread::startVirtualThread);
        Eventually.isTrue(() -> scheduler.waitingTokens(InputType.DOCUMENT) > 0);
        return answer;
    }

    private Answer embed() {
        return new Caller(port).post("/v1/embeddings", "{\"model\": \"tiny\", \"input\": \"tide\"}");
    }

    private boolean refusesConnections() {
        try (var connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !connection.isConnected();
        } catch (ConnectException refused) {
            return true;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
