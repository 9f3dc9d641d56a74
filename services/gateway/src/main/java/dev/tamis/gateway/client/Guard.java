package dev.tamis.gateway.client;

import dev.tamis.common.contract.Problem;
import dev.tamis.gateway.problem.GatewayRefusal;
import dev.tamis.gateway.problem.GatewayRefusal.Answered;
import dev.tamis.gateway.problem.GatewayRefusal.ServiceUnavailable;
import dev.tamis.support.problem.RefusedException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Stands before one use of one service: so many calls at a time, none while the service fails, and failures told
/// in one of two ways: the service is unavailable, or it answered a problem.
final class Guard {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private final String service;
    private final CircuitBreaker circuit;
    private final Bulkhead bulkhead;
    private final JsonMapper json;

    Guard(String service, CircuitBreaker circuit, Bulkhead bulkhead, JsonMapper json) {
        this.service = service;
        this.circuit = circuit;
        this.bulkhead = bulkhead;
        this.json = json;
    }

    /// Makes a call that may be made twice without harm: once more if its connection breaks, as a pooled one does
    /// when the service was restarted.
    ///
    /// @throws RefusedException with [ServiceUnavailable] or [Answered]
    <T> T repeatable(Supplier<T> call) {
        return once(twice(call));
    }

    /// Makes a call.
    ///
    /// @throws RefusedException with [ServiceUnavailable] or [Answered]
    <T> T once(Supplier<T> call) {
        try {
            return guarded(call);
        } catch (RestClientResponseException answered) {
            throw new RefusedException(refusal(answered));
        }
    }

    /// Makes a call whose failing answers are the caller's to read.
    ///
    /// @throws RefusedException with [ServiceUnavailable]
    /// @throws RestClientResponseException if the answer is a failure
    <T> T guarded(Supplier<T> call) {
        try {
            return bulkhead.executeSupplier(() -> circuit.executeSupplier(call));
        } catch (RestClientResponseException answered) {
            throw answered;
        } catch (BulkheadFullException | CallNotPermittedException | RestClientException unavailable) {
            log.atDebug()
                    .addKeyValue("use", circuit.getName())
                    .addKeyValue("cause", String.valueOf(unavailable.getMessage()))
                    .log("service unavailable");
            throw new RefusedException(new ServiceUnavailable(service));
        }
    }

    /// As [#guarded], once more if the connection breaks.
    <T> T guardedRepeatable(Supplier<T> call) {
        return guarded(twice(call));
    }

    private static <T> Supplier<T> twice(Supplier<T> call) {
        return () -> {
            try {
                return call.get();
            } catch (ResourceAccessException broken) {
                if (isBrokenConnection(broken)) {
                    return call.get();
                }
                throw broken;
            }
        };
    }

    private GatewayRefusal refusal(RestClientResponseException answered) {
        Problem problem = problem(answered);
        if (problem == null) {
            log.atWarn()
                    .addKeyValue("use", circuit.getName())
                    .addKeyValue("status", answered.getStatusCode().value())
                    .log("service answered a failure that is no problem detail");
            return new ServiceUnavailable(service);
        }
        HttpHeaders headers = answered.getResponseHeaders();
        return new Answered(problem, headers == null ? null : headers.getFirst(HttpHeaders.RETRY_AFTER));
    }

    private @Nullable Problem problem(RestClientResponseException answered) {
        try {
            Problem problem = json.readValue(answered.getResponseBodyAsByteArray(), Problem.class);
            boolean whole = problem != null && problem.type() != null && problem.status() >= 400;
            return whole ? problem : null;
        } catch (JacksonException noProblem) {
            return null;
        }
    }

    private static boolean isBrokenConnection(ResourceAccessException failure) {
        return failure.getCause() instanceof IOException cause
                && !(cause instanceof HttpTimeoutException)
                && !(cause instanceof ConnectException);
    }
}
