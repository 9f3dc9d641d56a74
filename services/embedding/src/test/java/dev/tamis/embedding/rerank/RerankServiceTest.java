package dev.tamis.embedding.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.embedding.RerankRequest;
import dev.tamis.common.contract.embedding.RerankRequest.RerankDocument;
import dev.tamis.common.contract.embedding.RerankResponse;
import dev.tamis.common.contract.embedding.RerankResponse.RerankResult;
import dev.tamis.embedding.encode.TestEncodings;
import dev.tamis.embedding.model.ServedModels;
import dev.tamis.embedding.problem.EmbeddingRefusal.InvalidFields;
import dev.tamis.embedding.problem.EmbeddingRefusal.UnknownModel;
import dev.tamis.embedding.schedule.TestSchedule;
import dev.tamis.support.problem.RefusedException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RerankServiceTest {

    private final TestSchedule schedule = TestSchedule.start(2, 10_000, Duration.ofSeconds(20));
    private final RerankService reranking = new RerankService(
            ServedModels.of(List.of(TestEncodings.letterModel(), new SharedLettersScorer())),
            TestEncodings.on(schedule),
            schedule.scheduler(),
            schedule.results());

    @AfterEach
    void stop() {
        schedule.close();
    }

    @Test
    void anEmbeddingModelOrdersDocumentsByTheCosineOfTheirVectors() {
        RerankResponse answer = rerank(null, "ab", null, "ccc", "ab", "abbb");

        assertThat(answer.model()).isEqualTo("letters");
        assertThat(answer.results()).extracting(RerankResult::index).containsExactly(1, 2, 0);
        assertThat(answer.results().get(0).relevanceScore()).isCloseTo(1, within(1e-6));
        assertThat(answer.results().get(1).relevanceScore()).isCloseTo(4 / Math.sqrt(20), within(1e-6));
        assertThat(answer.results().get(2).relevanceScore()).isCloseTo(0, within(1e-6));
        assertThat(answer.usage().totalTokens()).isEqualTo(3 + 3 + 2 + 4);
    }

    @Test
    void aCrossEncoderOrdersThemByItsOwnScore() {
        RerankResponse answer = rerank("scorer", "ab", null, "xb", "ab", "zz");

        assertThat(answer.model()).isEqualTo("scorer");
        assertThat(answer.results())
                .containsExactly(
                        new RerankResult(1, 1.0, null), new RerankResult(0, 0.5, null), new RerankResult(2, 0.0, null));
        assertThat(answer.usage().totalTokens()).isEqualTo(12);
    }

    @Test
    void equalOnesKeepTheirOrderAndOnlyTheBestAreAnswered() {
        RerankResponse answer = rerank("scorer", "ab", 2, "xb", "zz", "yb", "ax");

        assertThat(answer.results()).extracting(RerankResult::index).containsExactly(0, 2);
    }

    @Test
    void documentsAreRepeatedWhereThatIsWanted() {
        var request = new RerankRequest("scorer", "ab", List.of(RerankDocument.of("xb")), null, true, null, null, null);

        assertThat(reranking.rerank(request, "me").results())
                .containsExactly(new RerankResult(0, 0.5, RerankDocument.of("xb")));
    }

    @Test
    void documentsAreCutAsTheRequestSaysAndAnsweredWhole() {
        assertThat(rerankOfTwoTokens("letters").usage().totalTokens()).isEqualTo(3 + 2 + 2);
        assertThat(rerankOfTwoTokens("letters").results().getFirst().document()).isEqualTo(RerankDocument.of("abcc"));
        assertThat(rerankOfTwoTokens("scorer").usage().totalTokens()).isEqualTo(4 + 4);
    }

    private RerankResponse rerankOfTwoTokens(String model) {
        List<RerankDocument> documents = List.of(RerankDocument.of("abcc"), RerankDocument.of("dd"));
        return reranking.rerank(new RerankRequest(model, "ab", documents, null, true, 2, null, null), "me");
    }

    @Test
    void wrongTextsAreNamedByTheirPlace() {
        assertThatThrownBy(() -> rerank(null, " ", null, "a", ""))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(new InvalidFields(List.of(
                        new FieldError("#/query", "is blank; there is nothing to encode, so leave it out"),
                        new FieldError("#/documents/1", "is empty; there is nothing to encode, so leave it out"))));
    }

    @Test
    void anUnknownModelIsAnsweredWithTheOnesThereAre() {
        assertThatThrownBy(() -> rerank("other", "a", null, "b"))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(new UnknownModel("other", List.of("letters", "scorer")));
    }

    private RerankResponse rerank(@Nullable String model, String query, @Nullable Integer topN, String... documents) {
        List<RerankDocument> list =
                List.of(documents).stream().map(RerankDocument::of).toList();
        return reranking.rerank(new RerankRequest(model, query, list, topN, null, null, null, null), "me");
    }
}
