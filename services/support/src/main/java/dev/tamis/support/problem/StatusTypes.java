package dev.tamis.support.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/// Problem types for what the web framework refuses by status alone.
final class StatusTypes {

    private StatusTypes() {}

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
