package dev.tamis.gateway.key;

import dev.tamis.gateway.problem.GatewayRefusal.MissingKey;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownKey;
import dev.tamis.support.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/// Lets only requests with a good key pass.
final class KeyInterceptor implements HandlerInterceptor {

    static final String HEADER = "X-API-Key";
    private static final String BEARER = "Bearer ";

    private final KeyCheck keys;

    KeyInterceptor(KeyCheck keys) {
        this.keys = keys;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String key = keyOf(request);
        if (key == null) {
            throw new RefusedException(new MissingKey());
        }
        if (!keys.isGood(key)) {
            throw new RefusedException(new UnknownKey());
        }
        return true;
    }

    private static @Nullable String keyOf(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return present(authorization.substring(BEARER.length()));
        }
        String header = request.getHeader(HEADER);
        return header == null ? null : present(header);
    }

    private static @Nullable String present(String key) {
        return key.isBlank() ? null : key.strip();
    }
}
