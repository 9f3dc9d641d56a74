package dev.tamis.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import dev.tamis.embedding.problem.EmbeddingRefusal.QueueFull;
import dev.tamis.embedding.problem.EmbeddingRefusal.Stopping;
import dev.tamis.embedding.problem.EmbeddingRefusal.TookTooLong;
import dev.tamis.embedding.schedule.TestSchedule;
import dev.tamis.support.problem.Refusal;
import dev.tamis.support.problem.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EmbeddingServiceTest {

    private final LetterModel letters = new LetterModel();
    private final TestSchedule schedule = TestSchedule.start(1, 20, Duration.ofMillis(100));
    private final EmbeddingService embeddings = service(letters, schedule);

    @AfterEach
    void stop() {
        letters.release();
        schedule.close();
    }

    @Test
    void everyTextGetsItsVectorInTheOrderOfTheRequest() {
        var answer = embeddings.embed(request("aaa", "cd", "b"), "me");

        assertThat(answer.data()).extracting(each -> each.index()).containsExactly(0, 1, 2);
        assertThat(answer.data().get(0).embedding().toArray()).containsExactly(1, 0, 0, 0);
        assertThat(answer.data().get(2).embedding().toArray()).containsExactly(0, 1, 0, 0);
        assertThat(answer.usage().totalTokens()).isEqualTo(6);
    }

    @Test
    void aShorterVectorIsThePrefixScaledToNormOneAgain() {
        var request = request("aaabbbbcccc").withDimensions(2);

        float[] vector =
                embeddings.embed(request, "me").data().getFirst().embedding().toArray();

        assertThat(vector).hasSize(2);
        assertThat(vector[0]).isCloseTo(0.6f, within(1e-6f));
        assertThat(vector[1]).isCloseTo(0.8f, within(1e-6f));
    }

    @Test
    void aRequestOutOfPatienceIsRefusedAndItsWaitingTextsAreDropped() {
        letters.hold();

        assertRefused(embeddings, request("a", "bbbbb", "ccccccccccc"), new TookTooLong(Duration.ofMillis(100)));

        assertThat(schedule.scheduler().waitingTokens(InputType.DOCUMENT)).isZero();
    }

    @Test
    void whatComesWhileTheQueueIsFullIsRefusedAndQueriesAreNot() throws Exception {
        letters.hold();
        var held = CompletableFuture.supplyAsync(() -> embeddings.embed(request("a"), "me"));
        letters.awaitBegun(1);
        var waiting = schedule.scheduler()
                .submit(
                        "me",
                        InputType.DOCUMENT,
                        new Encoding("letters", letters, LetterModel.FULL),
                        List.of(letters.tokenize("b".repeat(20), InputType.DOCUMENT)));

        assertRefused(embeddings, request("c"), new QueueFull(20, Duration.ofSeconds(1)));
        schedule.scheduler().check("me", InputType.QUERY);

        letters.release();
        waiting.getFirst().get(20, TimeUnit.SECONDS);
        assertThat(held).isNotNull();
    }

    @Test
    void whatNeedsAModelThatFailedToLoadIsRefusedWithTheReason() {
        var failed = new FailedModel();

        assertRefused(
                service(failed, schedule),
                new EmbeddingRequest("failed", List.of("a"), InputType.DOCUMENT),
                new ModelUnavailable(
                        "failed", "It has no tokenizer. Mend that, then start the embedding service again."));
    }

    @Test
    void aStoppingServiceRefuses() {
        schedule.close();

        assertRefused(embeddings, request("a"), new Stopping());
    }

    private static EmbeddingRequest request(String... texts) {
        return new EmbeddingRequest("letters", List.of(texts), InputType.DOCUMENT);
    }

    private static void assertRefused(EmbeddingService embeddings, EmbeddingRequest request, Refusal refusal) {
        assertThatThrownBy(() -> embeddings.embed(request, "me"))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(refusal);
    }

    private static EmbeddingService service(ServedModel model, TestSchedule schedule) {
        return new EmbeddingService(ServedModels.of(List.of(model)), TestEncodings.on(schedule));
    }

    private static final class FailedModel implements ServedModel {

        private static final String REASON = "It has no tokenizer.";

        @Override
        public ModelDescription description() {
            ModelDescription known = new LetterModel().description();
            return new ModelDescription(
                    "failed",
                    known.kind(),
                    known.pooling(),
                    known.queryPrefix(),
                    known.documentPrefix(),
                    List.of(),
                    known.maxTokens(),
                    known.licence());
        }

        @Override
        public ModelState state() {
            return ModelState.FAILED;
        }

        @Override
        public Optional<String> failure() {
            return Optional.of(REASON);
        }

        @Override
        public TextEncoder encoder() {
            throw new ModelFailedException("model 'failed' cannot be used: " + REASON, null);
        }

        @Override
        public PairScorer scorer() {
            throw new ModelFailedException("model 'failed' cannot be used: " + REASON, null);
        }
    }
}
