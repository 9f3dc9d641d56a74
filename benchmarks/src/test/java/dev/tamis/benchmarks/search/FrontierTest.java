package dev.tamis.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.benchmarks.search.Frontier.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierTest {

    private final Frontier frontier =
            Frontier.of(List.of(new Point(0.9, 4_000), new Point(0.99, 1_000), new Point(0.95, 900)));

    @Test
    void liesOnALineOfTheLogarithmBetweenTwoSettings() {
        assertThat(frontier.at(0.945).getAsDouble()).isCloseTo(2_000, within(1e-6));
    }

    @Test
    void passesOverASettingThatAnotherBeatsInBoth() {
        assertThat(frontier.at(0.95).getAsDouble()).isGreaterThan(900);
    }

    @Test
    void keepsTheLowestSettingsRateBelowIt() {
        assertThat(frontier.at(0.5)).hasValue(4_000);
    }

    @Test
    void meetsItsOwnPoints() {
        assertThat(frontier.at(0.9).getAsDouble()).isCloseTo(4_000, within(1e-6));
        assertThat(frontier.at(0.99).getAsDouble()).isCloseTo(1_000, within(1e-6));
    }

    @Test
    void saysNothingAboveTheHighestSetting() {
        assertThat(frontier.at(0.991)).isEmpty();
        assertThat(Frontier.of(List.of()).at(0.9)).isEmpty();
    }

    @Test
    void findsWhereAnotherLeads() {
        Frontier other = Frontier.of(List.of(new Point(0.8, 8_000), new Point(0.95, 1_000)));

        Frontier.Lead lead = frontier.leadOf(other).orElseThrow();

        assertThat(lead.from()).isCloseTo(0.8, within(1e-9));
        assertThat(lead.to()).isBetween(0.82, 0.9);
        assertThat(lead.ratio()).isCloseTo(2, within(0.01));
    }

    @Test
    void findsNoLeadOfASlowerOne() {
        assertThat(frontier.leadOf(Frontier.of(List.of(new Point(0.99, 500))))).isEmpty();
    }
}
