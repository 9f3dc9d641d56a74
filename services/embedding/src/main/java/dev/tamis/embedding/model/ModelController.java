package dev.tamis.embedding.model;

import dev.tamis.common.contract.embedding.EmbeddingModels;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Lists the models.
@RestController
@RequestMapping("/v1/models")
class ModelController {

    private final ServedModels models;

    ModelController(ServedModels models) {
        this.models = models;
    }

    @GetMapping
    EmbeddingModels list() {
        return new EmbeddingModels(
                "list", models.all().stream().map(ModelController::model).toList());
    }

    private static EmbeddingModels.Model model(ServedModel served) {
        ModelDescription model = served.description();
        return new EmbeddingModels.Model(
                model.name(),
                "model",
                model.kind(),
                served.state(),
                served.failureAndRemedy().orElse(null),
                model.dimension(),
                model.dimensions(),
                model.sizes().stream()
                        .map(size -> new EmbeddingModels.Size(size.name(), size.layers(), size.dimensions()))
                        .toList(),
                word(model.pooling()),
                model.maxTokens(),
                model.licence());
    }

    private static @Nullable String word(@Nullable Pooling pooling) {
        return pooling == null ? null : pooling.name().toLowerCase(Locale.ROOT);
    }
}
