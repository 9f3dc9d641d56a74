package dev.tamis.support.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/// Names who asks, across services, so that many callers can be served in turns.
public final class CallerName {

    /// Header that carries it from the gateway to the services.
    public static final String HEADER = "Tamis-Caller";

    /// Where a thread keeps it, beside the request id: who hands on the one hands on the other.
    public static final String MDC_KEY = "caller";

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private CallerName() {}

    /// Whom this thread works for: who sent its request, or `tamis` itself outside of one.
    public static String current() {
        return Objects.requireNonNullElse(MDC.get(MDC_KEY), "tamis");
    }

    /// Who sent a request: as its header says, or else the address it came from.
    public static String of(HttpServletRequest request) {
        String given = request.getHeader(HEADER);
        return given != null && HARMLESS.matcher(given).matches() ? given : request.getRemoteAddr();
    }
}
