package dev.tamis.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.ModelState;
import dev.tamis.embedding.model.ModelDescription;
import dev.tamis.embedding.model.ModelFailedException;
import dev.tamis.embedding.model.PairScorer;
import dev.tamis.embedding.model.ServedModel;
import dev.tamis.embedding.model.ServedModels;
import dev.tamis.embedding.model.TextEncoder;
import dev.tamis.embedding.problem.EmbeddingRefusal.ModelUnavailable;
import dev.tamis.embedding.problem.EmbeddingRefusal.TookTooLong;
import dev.tamis.support.problem.Refusal;
import dev.tamis.support.problem.RefusedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EmbeddingServiceTest {

    private static final EmbeddingRequest REQUEST =
            new EmbeddingRequest("bge-small-en-v1.5", List.of("one", "two", "three"), InputType.DOCUMENT);

    @Test
    void aRequestOutOfPatienceIsRefusedAndItsWaitingTextsAreDropped() {
        var loads = new CountDownLatch(1);
        var models = models(() -> {
            awaitQuietly(loads);
            return new ModelFailedException("the test has ended", null);
        });
        try (var workers = new EncodingWorkers(1)) {
            EmbeddingService embeddings = service(models, workers, Duration.ofMillis(20));
            try {
                assertRefused(embeddings, new TookTooLong(Duration.ofMillis(20)));
                assertThat(workers.waiting()).isZero();
            } finally {
                loads.countDown();
            }
        }
    }

    @Test
    void whatNeedsAModelThatFailedToLoadIsRefused() {
        var models = models(() -> new ModelFailedException("no native library for this machine", null));
        try (var workers = new EncodingWorkers(1)) {
            EmbeddingService embeddings = service(models, workers, Duration.ofSeconds(20));

            assertRefused(embeddings, new ModelUnavailable("bge-small-en-v1.5"));
        }
    }

    @Test
    void aStoppedServiceRefuses() {
        var models = models(() -> new ModelFailedException("never loaded", null));
        var workers = new EncodingWorkers(1);
        workers.close();

        assertRefused(service(models, workers, Duration.ofSeconds(20)), new ModelUnavailable("bge-small-en-v1.5"));
    }

    private static void assertRefused(EmbeddingService embeddings, Refusal refusal) {
        assertThatThrownBy(() -> embeddings.embed(REQUEST))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(refusal);
    }

    /// One model, which fails with this.
    private static ServedModels models(Supplier<ModelFailedException> failure) {
        return ServedModels.of(List.of(new FailingModel(failure)));
    }

    private record FailingModel(Supplier<ModelFailedException> cause) implements ServedModel {

        @Override
        public ModelDescription description() {
            try (var models = ServedModels.builtIn()) {
                return models.defaultModel().description();
            }
        }

        @Override
        public ModelState state() {
            return ModelState.FAILED;
        }

        @Override
        public Optional<String> failure() {
            return Optional.of("the test says so");
        }

        @Override
        public TextEncoder encoder() {
            throw cause.get();
        }

        @Override
        public PairScorer scorer() {
            throw cause.get();
        }
    }

    private static EmbeddingService service(ServedModels models, EncodingWorkers workers, Duration patience) {
        var metrics = new EncodingMetrics(new SimpleMeterRegistry(), workers);
        return new EmbeddingService(models, workers, metrics, new EncodingProperties(1, patience));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
