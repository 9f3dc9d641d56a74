package dev.tamis.common.contract.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentHashTest {

    @Test
    void tellsModelsAndTextsApart() {
        assertThat(ContentHash.of("m", "text"))
                .hasSize(64)
                .isEqualTo(ContentHash.of("m", "text"))
                .isNotEqualTo(ContentHash.of("n", "text"))
                .isNotEqualTo(ContentHash.of("m", "texts"))
                .isNotEqualTo(ContentHash.of("mt", "ext"));
    }
}
