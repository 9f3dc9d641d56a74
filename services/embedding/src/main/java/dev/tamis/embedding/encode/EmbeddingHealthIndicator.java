package dev.tamis.embedding.encode;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Out of service until the model is loaded, down if it cannot be.
@Component
class EmbeddingHealthIndicator implements HealthIndicator {

    private final ModelLoader loader;

    EmbeddingHealthIndicator(ModelLoader loader) {
        this.loader = loader;
    }

    @Override
    public Health health() {
        var health = switch (loader.state()) {
            case LOADING -> Health.outOfService();
            case LOADED -> Health.up();
            case FAILED -> Health.down();
        };
        return health.withDetail("model", loader.state().name()).build();
    }
}
