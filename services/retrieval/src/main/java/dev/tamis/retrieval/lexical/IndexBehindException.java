package dev.tamis.retrieval.lexical;

import dev.tamis.support.problem.Problems;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// Lexical search could not catch up with the items in time. Answering from what it knows would lose hits in
/// silence, so it is answered by a 503 problem of type `lexical-index-behind`.
public final class IndexBehindException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /// @param failure what keeps the index from following; null if it is merely slow
    IndexBehindException(String collection, Duration waited, @Nullable Throwable failure) {
        super(HttpStatus.SERVICE_UNAVAILABLE, problem(collection, waited, failure), failure);
        getHeaders().set(HttpHeaders.RETRY_AFTER, "2");
    }

    private static ProblemDetail problem(String collection, Duration waited, @Nullable Throwable failure) {
        return Problems.problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "lexical-index-behind",
                "the lexical index of collection '%s' %s and is not up to date after %d ms; search again shortly, or densely"
                        .formatted(
                                collection,
                                failure == null ? "is being built" : "cannot read its items at present",
                                waited.toMillis()));
    }
}
