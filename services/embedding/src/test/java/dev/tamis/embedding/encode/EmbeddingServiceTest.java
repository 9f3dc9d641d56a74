package dev.tamis.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.model.ServedModels;
import dev.tamis.embedding.model.TextEncoder;
import dev.tamis.embedding.problem.EmbeddingRefusal.ModelUnavailable;
import dev.tamis.embedding.problem.EmbeddingRefusal.TookTooLong;
import dev.tamis.support.problem.Refusal;
import dev.tamis.support.problem.RefusedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;

@Timeout(30)
class EmbeddingServiceTest {

    private static final EmbeddingRequest REQUEST =
            new EmbeddingRequest("bge-small-en-v1.5", List.of("one", "two", "three"), InputType.DOCUMENT);

    @Test
    void aRequestOutOfPatienceIsRefusedAndItsWaitingTextsAreDropped() {
        var loads = new CountDownLatch(1);
        var loader = loader(() -> {
            awaitQuietly(loads);
            throw new IllegalStateException("the test has ended");
        });
        try (var workers = new EncodingWorkers(1)) {
            EmbeddingService embeddings = service(loader, workers, Duration.ofMillis(20));
            try {
                assertThat(health(loader)).isEqualTo(Status.OUT_OF_SERVICE);
                assertRefused(embeddings, new TookTooLong(Duration.ofMillis(20)));
                assertThat(workers.waiting()).isZero();
            } finally {
                loads.countDown();
            }
        }
    }

    @Test
    void whatNeedsAModelThatFailedToLoadIsRefusedAndHealthSaysSo() {
        var loader = loader(() -> {
            throw new UnsatisfiedLinkError("no native library for this machine");
        });
        try (var workers = new EncodingWorkers(1)) {
            EmbeddingService embeddings = service(loader, workers, Duration.ofSeconds(20));

            assertRefused(embeddings, new ModelUnavailable("bge-small-en-v1.5"));
            assertThat(health(loader)).isEqualTo(Status.DOWN);
        }
        loader.close();
    }

    @Test
    void aStoppedServiceRefuses() {
        var loader = loader(() -> {
            throw new IllegalStateException("never loaded");
        });
        var workers = new EncodingWorkers(1);
        workers.close();

        assertRefused(service(loader, workers, Duration.ofSeconds(20)), new ModelUnavailable("bge-small-en-v1.5"));
    }

    private static void assertRefused(EmbeddingService embeddings, Refusal refusal) {
        assertThatThrownBy(() -> embeddings.embed(REQUEST))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(refusal);
    }

    private static ModelLoader loader(Supplier<TextEncoder> open) {
        return new ModelLoader(ServedModels.BGE_SMALL_EN_V1_5, model -> open.get());
    }

    private static EmbeddingService service(ModelLoader loader, EncodingWorkers workers, Duration patience) {
        var metrics = new EncodingMetrics(new SimpleMeterRegistry(), workers);
        return new EmbeddingService(loader, workers, metrics, new EncodingProperties(1, patience));
    }

    private static Status health(ModelLoader loader) {
        return new EmbeddingHealthIndicator(loader).health().getStatus();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
