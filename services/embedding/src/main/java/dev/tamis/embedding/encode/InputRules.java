package dev.tamis.embedding.encode;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.Texts;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.SizeName;
import dev.tamis.embedding.model.ModelDescription;
import dev.tamis.embedding.model.ModelSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Which requests a model can answer, beyond what their types say.
public final class InputRules {

    /// Characters (UTF-16 units) of the longest text that is read at all; any model cuts it much sooner.
    static final int MAX_CHARACTERS = 1_000_000;

    private InputRules() {}

    /// What is wrong with a request, empty if nothing is.
    static List<FieldError> violations(EmbeddingRequest request, ModelDescription model) {
        if (model.kind() == ModelKind.CROSS_ENCODER) {
            return List.of(new FieldError(
                    "#/model",
                    "names '%s', a cross-encoder: it makes no vectors, but scores documents at /v1/rerank"
                            .formatted(model.name())));
        }
        var errors = new ArrayList<FieldError>();
        size(request, model)
                .ifPresentOrElse(
                        size -> checkDimensions(request, model, size, errors),
                        () -> errors.add(new FieldError(
                                "#/size",
                                "is %s; model '%s' takes one of %s"
                                        .formatted(
                                                name(request),
                                                model.name(),
                                                model.sizes().stream()
                                                        .map(ModelSize::name)
                                                        .toList()))));
        for (int i = 0; i < request.input().size(); i++) {
            String pointer = "#/input/" + i;
            violation(request.input().get(i)).ifPresent(detail -> errors.add(new FieldError(pointer, detail)));
        }
        return errors;
    }

    private static void checkDimensions(
            EmbeddingRequest request, ModelDescription model, ModelSize size, List<FieldError> errors) {
        if (request.dimensions() != null && !size.dimensions().contains(request.dimensions())) {
            errors.add(new FieldError(
                    "#/dimensions",
                    "is %d; model '%s' takes one of %s"
                            .formatted(request.dimensions(), model.name(), size.dimensions())));
        }
    }

    /// The size that a request asks for, if the model has it.
    static Optional<ModelSize> size(EmbeddingRequest request, ModelDescription model) {
        return model.size(name(request));
    }

    private static String name(EmbeddingRequest request) {
        return Objects.requireNonNullElse(request.size(), SizeName.FULL).name().toLowerCase(Locale.ROOT);
    }

    /// What is wrong with a text, empty if nothing is.
    public static Optional<String> violation(String text) {
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
