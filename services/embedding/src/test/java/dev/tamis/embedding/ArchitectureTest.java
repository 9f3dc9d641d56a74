package dev.tamis.embedding;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void capabilitiesUseEachOtherOneWay() {
        ApplicationModules.of(EmbeddingApplication.class).verify();
    }
}
