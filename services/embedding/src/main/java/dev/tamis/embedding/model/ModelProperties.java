package dev.tamis.embedding.model;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Which models are served.
///
/// @param models folder of the user's own models, one folder each; empty for the built-in ones alone
/// @param defaultModel loaded at the start, and ready before the service is
/// @param intraThreads threads that work together on one batch
@Validated
@ConfigurationProperties("tamis.embedding")
record ModelProperties(
        @DefaultValue("") String models,
        @DefaultValue("bge-small-en-v1.5") @NotBlank String defaultModel,
        @DefaultValue("1") @Min(1) int intraThreads) {

    Optional<Path> folder() {
        // No property of type Path: Spring would look for a relative one on the class path first.
        return models.isBlank() ? Optional.empty() : Optional.of(Path.of(models));
    }
}
