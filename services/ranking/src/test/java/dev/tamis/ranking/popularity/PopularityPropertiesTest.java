package dev.tamis.ranking.popularity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.ranking.popularity.PopularityProperties.Actions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PopularityPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new PopularityProperties(0.1, Duration.ofDays(14), new Actions(0.1, 1, 3, 5)));
    }

    @Test
    void isSetByTheseNames() {
        assertThat(bind(Map.of(
                        "tamis.ranking.popularity.weight", "0.3",
                        "tamis.ranking.popularity.half-life", "2d",
                        "tamis.ranking.popularity.actions.view", "1",
                        "tamis.ranking.popularity.actions.click", "2",
                        "tamis.ranking.popularity.actions.add-to-cart", "4",
                        "tamis.ranking.popularity.actions.purchase", "8")))
                .isEqualTo(new PopularityProperties(0.3, Duration.ofDays(2), new Actions(1, 2, 4, 8)));
    }

    private static PopularityProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("tamis.ranking.popularity", PopularityProperties.class);
    }
}
