package dev.tamis.embedding.model;

import dev.tamis.common.contract.embedding.EmbeddingModels;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Lists the models.
@RestController
@RequestMapping("/v1/models")
class ModelController {

    @GetMapping
    EmbeddingModels list() {
        return new EmbeddingModels(
                "list",
                ServedModels.all().stream()
                        .map(model -> new EmbeddingModels.Model(
                                model.name(), "model", model.dimension(), model.maxTokens(), model.licence()))
                        .toList());
    }
}
