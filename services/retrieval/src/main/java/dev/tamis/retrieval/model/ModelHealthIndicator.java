package dev.tamis.retrieval.model;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Names the fitted models that are active on this replica. One that is refused makes nothing unhealthy: the one
/// before it serves.
@Component
class ModelHealthIndicator implements HealthIndicator {

    private final ActiveModels models;

    ModelHealthIndicator(ActiveModels models) {
        this.models = models;
    }

    @Override
    public Health health() {
        return Health.up().withDetail("active", models.ids()).build();
    }
}
