package dev.tamis.worker.client;

import dev.tamis.common.contract.Problem;
import dev.tamis.jobs.JobContext;
import dev.tamis.jobs.JobFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Asks services on behalf of jobs: a job waits for a service that is away or busy, and fails with the problem of one
/// that refuses.
@Component
public class Patience {

    private final Duration pause;
    private final JsonMapper json;

    Patience(ClientProperties properties, JsonMapper json) {
        this.pause = properties.pause();
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /// @throws JobFailedException if the service refuses
    /// @throws dev.tamis.jobs.JobStoppedException if the job is to stop
    public <T> T ask(JobContext<?> job, Supplier<T> question) throws InterruptedException {
        while (true) {
            job.throwIfStopped();
            try {
                return question.get();
            } catch (ResourceAccessException away) {
                job.pause(pause);
            } catch (RestClientResponseException refused) {
                int status = refused.getStatusCode().value();
                if (status != 429 && status != 503) {
                    throw new JobFailedException(problem(refused));
                }
                job.pause(retryAfter(refused).orElse(pause));
            }
        }
    }

    private static Optional<Duration> retryAfter(RestClientResponseException refused) {
        return Optional.ofNullable(refused.getResponseHeaders())
                .map(headers -> headers.getFirst(HttpHeaders.RETRY_AFTER))
                .filter(seconds -> seconds.matches("[0-9]{1,4}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private Problem problem(RestClientResponseException refused) {
        try {
            return json.readValue(refused.getResponseBodyAsByteArray(), Problem.class);
        } catch (JacksonException none) {
            return new Problem(
                    Problem.urn("internal-error"),
                    "Internal error",
                    500,
                    "a service answered with status %d and no problem"
                            .formatted(refused.getStatusCode().value()),
                    null,
                    null);
        }
    }
}
