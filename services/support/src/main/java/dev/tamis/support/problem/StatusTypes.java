package dev.tamis.support.problem;

import dev.tamis.support.http.RequestId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/// Problem types for what the web framework refuses by status alone.
final class StatusTypes {

    private StatusTypes() {}

    /// A problem of the status's type.
    ///
    /// @param detail what is wrong, if it is known and the client may know it; never told of a fault of ours
    static ProblemDetail problem(int status, @Nullable String detail) {
        HttpStatus known = HttpStatus.resolve(status);
        if (known == null || known == HttpStatus.INTERNAL_SERVER_ERROR) {
            return Problems.problem(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "internal-error",
                    "something went wrong here; the log has it under request id " + RequestId.current());
        }
        return Problems.problem(known, typeOf(status), detail == null ? titleOf(status) : detail);
    }

    static String typeOf(int status) {
        return switch (status) {
            case 400 -> "invalid-request";
            case 404 -> "unknown-path";
            case 500 -> "internal-error";
            default -> titleOf(status).toLowerCase(Locale.ROOT).replace(' ', '-');
        };
    }

    static String titleOf(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Error " + status : known.getReasonPhrase();
    }
}
