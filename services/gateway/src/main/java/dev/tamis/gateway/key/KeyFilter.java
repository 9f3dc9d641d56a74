package dev.tamis.gateway.key;

import dev.tamis.gateway.problem.GatewayRefusal.MissingKey;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownKey;
import dev.tamis.support.http.CallerName;
import dev.tamis.support.problem.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Lets only requests with a good key pass, before anything else is said about them. Paths are matched as Spring
/// matches them to controllers, so that no spelling reaches one and not this.
@Order(Ordered.HIGHEST_PRECEDENCE + 5) // after the request id, before the limit on the body
final class KeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-API-Key";
    private static final String BEARER = "Bearer ";
    private static final PathPattern KEYED = PathPatternParser.defaultInstance.parse("/v1/**");

    private final KeyCheck keys;
    private final HandlerExceptionResolver problems;

    /// @param problems answers refusals, as it does those of controllers
    KeyFilter(KeyCheck keys, HandlerExceptionResolver problems) {
        this.keys = keys;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !KEYED.matches(ServletRequestPathUtils.parse(request).pathWithinApplication());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key;
        try {
            key = checked(keyOf(request));
        } catch (RuntimeException refused) {
            if (problems.resolveException(request, response, null, refused) == null) {
                throw refused;
            }
            return;
        }
        MDC.put(CallerName.MDC_KEY, KeyText.callerName(key));
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(CallerName.MDC_KEY);
        }
    }

    private String checked(@Nullable String key) {
        if (key == null) {
            throw new RefusedException(new MissingKey());
        }
        if (!keys.isGood(key)) {
            throw new RefusedException(new UnknownKey());
        }
        return key;
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
