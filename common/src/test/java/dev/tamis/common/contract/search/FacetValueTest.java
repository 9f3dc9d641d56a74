package dev.tamis.common.contract.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FacetValueTest {

    private final JsonMapper json = new JsonMapper();

    @Test
    void aNumberIsWrittenAlikeWhoeverCountedIt() {
        assertThat(new FacetValue(10.0, 1)).isEqualTo(new FacetValue(10, 1)).isEqualTo(new FacetValue(10L, 1));
        assertThat(new FacetValue(-0.0, 1).value()).isEqualTo(0L);
        assertThat(new FacetValue(9.5f, 1).value()).isEqualTo(9.5);
        assertThat(new FacetValue(1e300, 1).value()).isEqualTo(1e300);
        assertThat(json.writeValueAsString(new FacetValue(10.0, 3))).isEqualTo("{\"value\":10,\"count\":3}");
    }

    @Test
    void itIsReadAsItWasWritten() {
        for (Object value : new Object[] {"red", true, 10, 9.5}) {
            var facet = new FacetValue(value, 3);
            assertThat(json.readValue(json.writeValueAsString(facet), FacetValue.class))
                    .isEqualTo(facet);
        }
    }
}
