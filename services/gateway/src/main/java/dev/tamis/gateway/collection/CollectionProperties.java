package dev.tamis.gateway.collection;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How collections are created and looked up.
///
/// @param defaultModel embedding model of collections created without saying one
/// @param collectionCache for how long searches remember a collection's model
@Validated
@ConfigurationProperties("tamis.gateway")
record CollectionProperties(
        @NotBlank @DefaultValue("bge-small-en-v1.5") String defaultModel,
        @DefaultValue("5s") Duration collectionCache) {}
