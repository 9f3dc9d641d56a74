package dev.tamis.retrieval.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.search.Fusion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FusionPropertiesTest {

    @Test
    void weighsCosinesALittleMoreByDefault() {
        assertThat(bind(Map.of()).fusion()).isEqualTo(new Fusion.Convex(0.55));
    }

    @Test
    void takesAnotherWeight() {
        assertThat(bind(Map.of("tamis.retrieval.fusion.dense-weight", "0.7")).fusion())
                .isEqualTo(new Fusion.Convex(0.7));
    }

    @Test
    void takesReciprocalRanks() {
        assertThat(bind(Map.of("tamis.retrieval.fusion.method", "rrf")).fusion())
                .isEqualTo(new Fusion.ReciprocalRank(20));
        assertThat(bind(Map.of(
                                "tamis.retrieval.fusion.method", "rrf",
                                "tamis.retrieval.fusion.rank-constant", "60"))
                        .fusion())
                .isEqualTo(new Fusion.ReciprocalRank(60));
    }

    private static FusionProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("tamis.retrieval.fusion", FusionProperties.class);
    }
}
