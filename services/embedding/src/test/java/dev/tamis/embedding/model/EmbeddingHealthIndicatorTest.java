package dev.tamis.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.embedding.ModelState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Health;

class EmbeddingHealthIndicatorTest {

    @ParameterizedTest
    @CsvSource({"AVAILABLE, OUT_OF_SERVICE", "LOADING, OUT_OF_SERVICE", "READY, UP", "FAILED, DOWN"})
    void theDefaultModelDecides(ModelState state, String status) {
        assertThat(health(state, ModelState.READY).getStatus().getCode()).isEqualTo(status);
    }

    @Test
    void theOthersAreToldAndChangeNothing() {
        Health health = health(ModelState.READY, ModelState.FAILED);

        assertThat(health.getStatus().getCode()).isEqualTo("UP");
        assertThat(health.getDetails())
                .isEqualTo(Map.of(
                        "default", "first", "models", Map.of("first", "ready", "second", "failed: The test says so.")));
    }

    private static Health health(ModelState first, ModelState second) {
        try (var models = ServedModels.of(List.of(new FakeModel("first", first), new FakeModel("second", second)))) {
            return new EmbeddingHealthIndicator(models).health();
        }
    }
}
