package dev.tamis.ranking;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void capabilitiesUseOnlyWhatOthersShowAndNeverInACircle() {
        ApplicationModules.of(RankingApplication.class).verify();
    }
}
