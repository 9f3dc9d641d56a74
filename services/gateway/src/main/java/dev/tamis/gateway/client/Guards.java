package dev.tamis.gateway.client;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import tools.jackson.databind.json.JsonMapper;

/// Makes the [Guard] of each use of each service, and counts what they see.
@Component
class Guards {

    private static final Logger log = LoggerFactory.getLogger(Guards.class);

    private final CircuitBreakerRegistry circuits;
    private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
    private final JsonMapper json;

    Guards(ClientProperties properties, JsonMapper json, MeterRegistry meters) {
        var circuit = properties.circuit();
        this.circuits = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(circuit.window())
                .minimumNumberOfCalls(circuit.minimumCalls())
                .failureRateThreshold(circuit.failurePercent())
                .waitDurationInOpenState(circuit.open())
                .permittedNumberOfCallsInHalfOpenState(2)
                .recordException(Guards::isOfTheService)
                .build());
        this.json = LenientJson.of(json);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
    }

    /// A refusal is an answer: the service works. So it does where only one of its models does not.
    private static boolean isOfTheService(Throwable failure) {
        return !(failure instanceof HttpClientErrorException)
                && !(failure instanceof HttpServerErrorException answered
                        && answered.getResponseBodyAsString().contains(Outages.BROKEN_MODEL));
    }

    /// @param use what the service is asked for, unique within the service
    /// @param concurrency most calls at a time
    /// @param wait how long a call waits for its turn
    Guard guard(String service, String use, int concurrency, Duration wait) {
        String name = service + "." + use;
        var circuit = circuits.circuitBreaker(name);
        circuit.getEventPublisher().onStateTransition(event -> {
            // Trying again in between is no news.
            switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN -> log.atWarn().addKeyValue("use", name).log("service fails, left alone for now");
                case HALF_OPEN_TO_CLOSED ->
                    log.atInfo().addKeyValue("use", name).log("service works again");
                default -> {}
            }
        });
        var bulkhead = bulkheads.bulkhead(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(concurrency)
                        .maxWaitDuration(wait)
                        .build());
        return new Guard(service, circuit, bulkhead, json);
    }
}
