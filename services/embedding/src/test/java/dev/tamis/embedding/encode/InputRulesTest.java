package dev.tamis.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.SizeName;
import dev.tamis.embedding.model.ModelDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputRulesTest {

    @Test
    void ordinaryTextPasses() {
        assertThat(violations("dune", "Crème brûlée \uD83C\uDF6E\n")).isEmpty();
    }

    @Test
    void aTextOfTheGreatestLengthPassesAndOneMoreCharacterDoesNot() {
        assertThat(violations("a".repeat(1_000_000))).isEmpty();
        assertThat(violations("a".repeat(1_000_001)))
                .containsExactly(new FieldError(
                        "#/input/0", "has 1000001 characters; at most 1000000 are read, so cut it into parts"));
    }

    @Test
    void everyWrongTextIsNamedByItsPlace() {
        assertThat(violations("", "fine", " \n\t", "a\0b", "half \uD83D"))
                .extracting(FieldError::pointer, FieldError::detail)
                .containsExactly(
                        tuple("#/input/0", "is empty; there is nothing to encode, so leave it out"),
                        tuple("#/input/2", "is blank; there is nothing to encode, so leave it out"),
                        tuple("#/input/3", "contains a NUL character (U+0000) at position 1; remove it"),
                        tuple(
                                "#/input/4",
                                "contains a lone surrogate (U+D83D) at position 5, half of a character; "
                                        + "send both halves or neither"));
    }

    @Test
    void anotherDimensionIsAnsweredWithTheOnesThereAre() {
        assertThat(violations(request(3, null), letters(ModelKind.EMBEDDING)))
                .containsExactly(new FieldError("#/dimensions", "is 3; model 'letters' takes one of [4, 2]"));
        assertThat(violations(request(2, SizeName.FULL), letters(ModelKind.EMBEDDING)))
                .isEmpty();
    }

    @Test
    void anotherSizeIsAnsweredWithTheOnesThereAre() {
        assertThat(violations(request(null, SizeName.SMALL), letters(ModelKind.EMBEDDING)))
                .containsExactly(new FieldError("#/size", "is small; model 'letters' takes one of [full]"));
    }

    @Test
    void aCrossEncoderMakesNoVectors() {
        assertThat(violations(request(null, null), letters(ModelKind.CROSS_ENCODER)))
                .containsExactly(new FieldError(
                        "#/model",
                        "names 'letters', a cross-encoder: it makes no vectors, but scores documents at /v1/rerank"));
    }

    private static ModelDescription letters(ModelKind kind) {
        ModelDescription letters = new LetterModel().description();
        return new ModelDescription(letters.name(), kind, null, "", "", letters.sizes(), 100, "Apache-2.0");
    }

    private static EmbeddingRequest request(@Nullable Integer dimensions, @Nullable SizeName size) {
        return new EmbeddingRequest("letters", List.of("dune"), null, null, dimensions, size, null, null);
    }

    private static List<FieldError> violations(EmbeddingRequest request, ModelDescription model) {
        return InputRules.violations(request, model);
    }

    private static List<FieldError> violations(String... input) {
        var request = new EmbeddingRequest("letters", List.of(input), null, null, null, null, null, null);
        return InputRules.violations(request, letters(ModelKind.EMBEDDING));
    }
}
