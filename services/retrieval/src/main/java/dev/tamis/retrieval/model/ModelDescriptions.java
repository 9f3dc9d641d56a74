package dev.tamis.retrieval.model;

import dev.tamis.common.contract.model.FittedModel;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Describes models to callers.
@Component
class ModelDescriptions {

    private final ProjectionUse projections;

    ModelDescriptions(ProjectionUse projections) {
        this.projections = projections;
    }

    FittedModel of(StoredModel model) {
        Optional<String> hindrance = model.isActive() ? hindrance(model) : Optional.ofNullable(model.reason());
        return new FittedModel(
                model.id(),
                "model",
                model.kind(),
                model.state(),
                hindrance.orElse(null),
                model.collection(),
                model.manifest().baseModel(),
                model.manifest().version(),
                model.dimensions(),
                model.isActive() && hindrance.isEmpty(),
                model.manifest().metrics(),
                model.createdAt().getEpochSecond());
    }

    private Optional<String> hindrance(StoredModel model) {
        Integer dimensions = model.dimensions();
        return switch (model.kind()) {
            case PROJECTION ->
                projections.hindrance(model.collectionId(), model.id(), dimensions == null ? 0 : dimensions);
            case CODES, RELEVANCE, RANKING ->
                Optional.of("no step of search uses models of kind %s yet".formatted(model.kind()));
        };
    }
}
