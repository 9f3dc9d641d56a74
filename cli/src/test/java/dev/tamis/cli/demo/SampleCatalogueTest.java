package dev.tamis.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.ranking.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleCatalogueTest {

    @Test
    void eventsAreAsOldAsTheySayWhenTheyAreLoaded() {
        Instant now = Instant.parse("2026-06-01T12:00:00Z");

        List<Event> events = SampleCatalogue.events(now);

        assertThat(events).hasSizeGreaterThan(200).allSatisfy(event -> {
            assertThat(event.collection()).isEqualTo("demo");
            assertThat(event.timestamp()).isBetween(now.minus(Duration.ofDays(90)), now);
        });
        assertThat(events.getFirst().timestamp()).isEqualTo("2026-04-04T07:12:00Z");
    }
}
