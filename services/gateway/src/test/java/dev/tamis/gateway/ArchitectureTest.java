package dev.tamis.gateway;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void capabilitiesUseOnlyWhatOthersShowAndNoCycles() {
        ApplicationModules.of(GatewayApplication.class).verify();
    }
}
