package dev.tamis.retrieval;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The retrieval service.
@SpringBootApplication
@ConfigurationPropertiesScan
public class RetrievalApplication {

    /// Starts it with the settings in `retrieval.yaml`.
    public static void main(String[] args) {
        new SpringApplicationBuilder(RetrievalApplication.class)
                .properties("spring.config.name=retrieval")
                .run(args);
    }
}
