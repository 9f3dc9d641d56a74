package dev.tamis.worker;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void capabilitiesUseOnlyWhatOthersShowAndNeverInACircle() {
        ApplicationModules.of(WorkerApplication.class).verify();
    }
}
