package dev.tamis.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void readsFlagsAndValuesInAnyOrder() {
        Options options = Options.parse(List.of("--items", "500", "--full", "--systems", "tamis,jvector", "--json"));

        assertThat(options.full()).isTrue();
        assertThat(options.json()).isTrue();
        assertThat(options.flag("filters")).isFalse();
        assertThat(options.number("items", 1)).isEqualTo(500);
        assertThat(options.names("systems", List.of())).containsExactly("tamis", "jvector");
    }

    @Test
    void fallsBackToDefaults() {
        Options options = Options.parse(List.of());

        assertThat(options.number("items", 7)).isEqualTo(7);
        assertThat(options.names("systems", List.of("all"))).containsExactly("all");
    }

    @Test
    void namesAnOptionWithoutItsValue() {
        assertThatThrownBy(() -> Options.parse(List.of("--items"))).hasMessageContaining("--items");
        assertThatThrownBy(() -> Options.parse(List.of("items", "5"))).hasMessageContaining("items");
    }
}
