package dev.tamis.support.log;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Log lines end with their key-values and the request id: Boot's own pattern shows neither, and a problem that
/// sends someone to the log by a request id must be found there. Settings of a service or its operator win.
final class LogLine implements EnvironmentPostProcessor {

    private static final String PATTERN = "%clr(%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}){faint} %clr(%5p) "
            + "%clr(%esb(){APPLICATION_NAME}[%15.15t]){faint} %clr(%-40.40logger{39}){cyan} %clr(:){faint} "
            + "%m %kvp %X%n%wEx";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("tamisLogLine", Map.of("logging.pattern.console", PATTERN)));
    }
}
