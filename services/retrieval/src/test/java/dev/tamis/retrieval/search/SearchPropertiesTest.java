package dev.tamis.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SearchPropertiesTest {

    @Test
    void fusesListsOfTwoHundredUnlessTold() {
        assertThat(bind(Map.of())).isEqualTo(new SearchProperties(200));
        assertThat(bind(Map.of("tamis.retrieval.search.shortlist", 50))).isEqualTo(new SearchProperties(50));
    }

    private static SearchProperties bind(Map<String, Integer> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("tamis.retrieval.search", SearchProperties.class);
    }
}
