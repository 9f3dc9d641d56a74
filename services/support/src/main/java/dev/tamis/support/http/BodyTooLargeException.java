package dev.tamis.support.http;

import dev.tamis.support.problem.Problems;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;

/// A request body went over the limit while it was read.
public final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long limitBytes;

    BodyTooLargeException(DataSize limit) {
        super("the body is over the limit of " + limit);
        this.limitBytes = limit.toBytes();
    }

    public ProblemDetail problem() {
        return problem(DataSize.ofBytes(limitBytes));
    }

    static ProblemDetail problem(DataSize limit) {
        return Problems.problem(
                HttpStatus.CONTENT_TOO_LARGE,
                "body-too-large",
                "the body is over the limit of %d KiB; send less at once, or many items as NDJSON to items:bulk"
                        .formatted(limit.toKilobytes()));
    }
}
