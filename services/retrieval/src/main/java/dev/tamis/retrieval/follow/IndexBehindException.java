package dev.tamis.retrieval.follow;

import dev.tamis.support.problem.Problems;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// An index could not catch up with the items in time. Answering from what it knows would lose hits in silence, so it
/// is answered by a 503 problem of type `<kind>-index-behind`.
public final class IndexBehindException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /// @param kind of the index: `lexical`
    /// @param failure what keeps the index from following; null if it is merely slow
    IndexBehindException(String kind, String collection, Duration waited, @Nullable Throwable failure) {
        super(HttpStatus.SERVICE_UNAVAILABLE, problem(kind, collection, waited, failure), failure);
        getHeaders().set(HttpHeaders.RETRY_AFTER, "2");
    }

    private static ProblemDetail problem(String kind, String collection, Duration waited, @Nullable Throwable failure) {
        return Problems.problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                kind + "-index-behind",
                "the %s index of collection '%s' %s and is not up to date after %d ms; search again shortly"
                        .formatted(
                                kind,
                                collection,
                                failure == null ? "is being built" : "cannot read its items at present",
                                waited.toMillis()));
    }
}
