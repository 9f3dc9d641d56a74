package dev.tamis.support.http;

import java.util.Objects;
import org.slf4j.MDC;

/// Names a request across services and logs.
public final class RequestId {

    /// Header that carries it in and out.
    public static final String HEADER = "X-Request-Id";

    static final String MDC_KEY = "requestId";

    private RequestId() {}

    /// The id of the request that this thread answers, or `none` outside of one.
    public static String current() {
        return Objects.requireNonNullElse(MDC.get(MDC_KEY), "none");
    }
}
