package dev.tamis.gateway.client;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the services are, and how long and how often they may be asked.
///
/// @param connectTimeout until a connection stands
/// @param bulkheadWait how long a request waits for its turn while a service is asked as often as it may be; bulk
///     work waits as long as its timeout
@Validated
@ConfigurationProperties("tamis.gateway")
record ClientProperties(
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("250ms") Duration bulkheadWait,
        @Valid @DefaultValue Circuit circuit,
        @Valid @DefaultValue Embedding embedding,
        @Valid @DefaultValue Retrieval retrieval,
        @Valid @DefaultValue Ranking ranking) {

    /// When a service that fails is left alone. Each use of a service has a circuit of its own.
    ///
    /// @param window how many of the last calls count
    /// @param minimumCalls how many calls it takes to judge
    /// @param failurePercent share of failures, from which on the service is left alone
    /// @param open for how long, before it is tried again
    record Circuit(
            @Min(1) @DefaultValue("20") int window,
            @Min(1) @DefaultValue("5") int minimumCalls,
            @Min(1) @Max(100) @DefaultValue("50") int failurePercent,
            @DefaultValue("2s") Duration open) {}

    /// @param queryTimeout of embedding the query of a search, after which it is answered lexically
    /// @param queryConcurrency most queries embedded at a time
    /// @param documentTimeout of embedding a batch of items, and of public embedding requests; long, because they
    ///     queue in the embedding service: on a slow machine thousands of texts take minutes
    /// @param documentConcurrency most batches of items at a time; a few keep the embedding service busy
    /// @param publicConcurrency most public embedding requests at a time; the embedding service takes them in turns
    ///     and refuses what is too much
    record Embedding(
            @DefaultValue("http://localhost:8081") URI url,
            @DefaultValue("2s") Duration queryTimeout,
            @Min(1) @DefaultValue("64") int queryConcurrency,
            @DefaultValue("5m") Duration documentTimeout,
            @Min(1) @DefaultValue("8") int documentConcurrency,
            @Min(1) @DefaultValue("256") int publicConcurrency) {}

    /// @param timeout of a search or a look-up
    /// @param concurrency most of these at a time
    /// @param writeTimeout of a write
    /// @param writeConcurrency most writes at a time
    record Retrieval(
            @DefaultValue("http://localhost:8082") URI url,
            @DefaultValue("10s") Duration timeout,
            @Min(1) @DefaultValue("128") int concurrency,
            @DefaultValue("30s") Duration writeTimeout,
            @Min(1) @DefaultValue("16") int writeConcurrency) {}

    /// @param timeout of ranking the hits of a search, after which they keep the order of retrieval
    /// @param concurrency most rankings at a time
    /// @param eventTimeout of storing events
    /// @param eventConcurrency most of these at a time
    record Ranking(
            @DefaultValue("http://localhost:8083") URI url,
            @DefaultValue("500ms") Duration timeout,
            @Min(1) @DefaultValue("64") int concurrency,
            @DefaultValue("5s") Duration eventTimeout,
            @Min(1) @DefaultValue("64") int eventConcurrency) {}
}
