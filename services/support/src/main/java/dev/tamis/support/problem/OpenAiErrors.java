package dev.tamis.support.problem;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.Problem.FieldError;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/// Adds to the problems of paths that clients of OpenAI's format call what these clients read: a member `error`, as
/// OpenAI answers it. RFC 9457 (section 3.2) allows for further members.
@RestControllerAdvice
public final class OpenAiErrors implements ResponseBodyAdvice<Object> {

    private static final Pattern PATHS = Pattern.compile("/v1/(embeddings|rerank|models)(/.*)?");

    /// Types of ours for which OpenAI has a code of its own.
    private static final Map<String, String> CODES = Map.of(
            "missing-key", "invalid_api_key",
            "unknown-key", "invalid_api_key",
            "unknown-model", "model_not_found",
            "queue-full", "rate_limit_exceeded");

    /// An error as OpenAI's clients read it.
    ///
    /// @param message what went wrong
    /// @param type whose fault it is
    /// @param param which field of the request is wrong, null if the problem is not about one
    /// @param code which kind of error it is
    record OpenAiError(
            String message, String type, @Nullable String param, String code) {}

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ProblemDetail problem) {
            URI instance = problem.getInstance();
            addTo(problem, (instance == null ? request.getURI() : instance).getPath());
        }
        return body;
    }

    /// Adds the member to a problem, if the path is one of those.
    ///
    /// @return the problem
    public static ProblemDetail addTo(ProblemDetail problem, String path) {
        if (PATHS.matcher(path).matches()) {
            problem.setProperty("error", of(problem));
        }
        return problem;
    }

    private static OpenAiError of(ProblemDetail problem) {
        String kind = String.valueOf(problem.getType()).replace(Problem.urn(""), "");
        String detail = problem.getDetail();
        return new OpenAiError(
                detail == null ? String.valueOf(problem.getTitle()) : detail,
                type(problem.getStatus()),
                param(problem),
                CODES.getOrDefault(kind, kind.replace('-', '_')));
    }

    private static String type(int status) {
        if (status >= 500) {
            return "server_error";
        }
        return status == 429 ? "tokens" : "invalid_request_error";
    }

    /// The first wrong field: `#/input/1` as `input[1]`.
    private static @Nullable String param(ProblemDetail problem) {
        Map<String, Object> more = problem.getProperties();
        if (more == null
                || !(more.get("errors") instanceof List<?> errors)
                || !(errors.getFirst() instanceof FieldError first)
                || first.pointer().length() < 2) {
            return null;
        }
        return first.pointer().substring(2).replaceAll("/([0-9]+)", "[$1]").replace('/', '.');
    }
}
