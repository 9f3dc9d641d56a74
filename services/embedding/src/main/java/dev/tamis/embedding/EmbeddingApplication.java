package dev.tamis.embedding;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts the embedding service; its settings are in `embedding.yaml`.
@SpringBootApplication
@ConfigurationPropertiesScan
public class EmbeddingApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(EmbeddingApplication.class)
                .properties("spring.config.name=embedding")
                .run(args);
    }
}
