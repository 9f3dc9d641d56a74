package dev.tamis.embedding.encode;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.Texts;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.embedding.model.ModelDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which requests a model can answer, beyond what their types say.
final class InputRules {

    /// Characters (UTF-16 units) of the longest text that is read at all; any model cuts it much sooner.
    static final int MAX_CHARACTERS = 1_000_000;

    private InputRules() {}

    /// What is wrong with a request, empty if nothing is.
    static List<FieldError> violations(EmbeddingRequest request, ModelDescription model) {
        var errors = new ArrayList<FieldError>();
        if (request.dimensions() != null && request.dimensions() != model.dimension()) {
            errors.add(new FieldError(
                    "#/dimensions",
                    "is %d; model '%s' takes one of [%d]"
                            .formatted(request.dimensions(), model.name(), model.dimension())));
        }
        for (int i = 0; i < request.input().size(); i++) {
            String pointer = "#/input/" + i;
            violation(request.input().get(i)).ifPresent(detail -> errors.add(new FieldError(pointer, detail)));
        }
        return errors;
    }

    private static Optional<String> violation(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return Optional.of("has %d characters; at most %d are read, so cut it into parts"
                    .formatted(text.length(), MAX_CHARACTERS));
        }
        if (text.isBlank()) {
            return Optional.of(
                    "is %s; there is nothing to encode, so leave it out".formatted(text.isEmpty() ? "empty" : "blank"));
        }
        return Optional.ofNullable(Texts.violation(text));
    }
}
