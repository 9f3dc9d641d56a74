package dev.tamis.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.embedding.model.ModelDescription;
import dev.tamis.embedding.model.ServedModels;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputRulesTest {

    @Test
    void ordinaryTextPassesWithOrWithoutTheModelsOwnDimension() {
        assertThat(violations(null, "dune", "Crème brûlée \uD83C\uDF6E\n")).isEmpty();
        assertThat(violations(384, "dune")).isEmpty();
    }

    @Test
    void aTextOfTheGreatestLengthPassesAndOneMoreCharacterDoesNot() {
        assertThat(violations(null, "a".repeat(1_000_000))).isEmpty();
        assertThat(violations(null, "a".repeat(1_000_001)))
                .containsExactly(new FieldError(
                        "#/input/0", "has 1000001 characters; at most 1000000 are read, so cut it into parts"));
    }

    @Test
    void everyWrongTextIsNamedByItsPlace() {
        assertThat(violations(null, "", "fine", " \n\t", "a\0b", "half \uD83D"))
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
        assertThat(violations(256, "dune"))
                .containsExactly(
                        new FieldError("#/dimensions", "is 256; model 'bge-small-en-v1.5' takes one of [384]"));
    }

    private static List<FieldError> violations(@Nullable Integer dimensions, String... input) {
        var request =
                new EmbeddingRequest("bge-small-en-v1.5", List.of(input), null, null, dimensions, null, null, null);
        try (var models = ServedModels.builtIn()) {
            ModelDescription model = models.defaultModel().description();
            return InputRules.violations(request, model);
        }
    }
}
