package dev.tamis.ranking;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// Starts the ranking service, by itself or in a process with others.
@SpringBootApplication
@ConfigurationPropertiesScan
public class RankingApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(RankingApplication.class)
                .properties("spring.config.name=ranking")
                .run(args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
