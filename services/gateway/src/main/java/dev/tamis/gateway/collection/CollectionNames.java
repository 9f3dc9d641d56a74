package dev.tamis.gateway.collection;

import dev.tamis.gateway.problem.GatewayRefusal.UnknownCollection;
import dev.tamis.support.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Keeps callers from names that services use among themselves: those with a tilde.
public final class CollectionNames implements HandlerInterceptor {

    /// @throws RefusedException if no collection can have this name
    public static void requirePublic(String name) {
        if (name.indexOf('~') >= 0) {
            throw new RefusedException(new UnknownCollection(name));
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && variables.get("collection") instanceof String name) {
            requirePublic(name);
        }
        return true;
    }
}
