package dev.tamis.support;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/// A service with nothing but what can go wrong.
@SpringBootApplication
class ProbeApplication {

    @Bean
    Filter brokenFilter() {
        return (request, response, chain) -> {
            switch (((HttpServletRequest) request).getRequestURI()) {
                case "/filter/throws" -> throw new IllegalStateException("secret of the filter");
                case "/filter/refuses" -> ((HttpServletResponse) response).sendError(403, "secret of the filter");
                default -> chain.doFilter(request, response);
            }
        };
    }
}
