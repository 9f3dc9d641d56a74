package dev.tamis.retrieval;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void capabilitiesKeepToTheirBoundsAndFormNoCycle() {
        ApplicationModules.of(RetrievalApplication.class).verify();
    }
}
