package dev.tamis.embedding.model;

import dev.tamis.common.contract.embedding.ModelState;
import java.util.Locale;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Out of service until the default model is loaded, down if it cannot be. How the others are is told, and changes
/// nothing.
@Component
class EmbeddingHealthIndicator implements HealthIndicator {

    private final ServedModels models;

    EmbeddingHealthIndicator(ServedModels models) {
        this.models = models;
    }

    @Override
    public Health health() {
        var health = switch (models.defaultModel().state()) {
            case AVAILABLE, LOADING -> Health.outOfService();
            case READY -> Health.up();
            case FAILED -> Health.down();
        };
        var states = new TreeMap<String, String>();
        for (ServedModel model : models.all()) {
            String state = word(model.state());
            states.put(
                    model.name(), model.failure().map(why -> state + ": " + why).orElse(state));
        }
        return health.withDetail("default", models.defaultModel().name())
                .withDetail("models", states)
                .build();
    }

    private static String word(ModelState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
