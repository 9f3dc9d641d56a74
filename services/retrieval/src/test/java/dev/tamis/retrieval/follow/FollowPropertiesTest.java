package dev.tamis.retrieval.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FollowPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new FollowProperties(Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofSeconds(5)));
    }

    @Test
    void isNamedAfterWhatItSets() {
        assertThat(bind(Map.of(
                        "tamis.retrieval.follow.poll", "2s",
                        "tamis.retrieval.follow.listening-poll", "3s",
                        "tamis.retrieval.follow.patience", "4s")))
                .isEqualTo(new FollowProperties(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4)));
    }

    private static FollowProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("tamis.retrieval.follow", FollowProperties.class);
    }
}
