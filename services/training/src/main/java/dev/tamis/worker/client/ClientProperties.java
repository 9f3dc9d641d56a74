package dev.tamis.worker.client;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the services are, and how long they may take.
///
/// @param retrievalUrl of the retrieval service
/// @param embeddingUrl of the embedding service
/// @param connectTimeout until a connection stands
/// @param timeout of a call; long, because queries wait in the embedding service while it has much to do
/// @param pause before a service that is away or busy is asked again
@Validated
@ConfigurationProperties("tamis.training.client")
record ClientProperties(
        @DefaultValue("http://localhost:8082") URI retrievalUrl,
        @DefaultValue("http://localhost:8081") URI embeddingUrl,
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("5m") Duration timeout,
        @DefaultValue("2s") Duration pause) {}
