package dev.tamis.support.problem;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.support.http.BodyTooLargeException;
import dev.tamis.support.http.RequestId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/// Turns into problem details what every service may meet: invalid, unreadable and oversized requests, an absent
/// database, and whatever nobody mapped. A service's own advice extends it and maps its refusals.
public abstract class BaseProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(BaseProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onUnmapped(Exception unmapped, WebRequest request) {
        if (isDatabaseAbsence(unmapped)) {
            log.atWarn().addKeyValue("cause", rootMessage(unmapped)).log("database unavailable");
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, "2")
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(Problems.problem(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "database-unavailable",
                            "the database does not answer; nothing was changed, send the request again shortly"));
        }
        String requestId = RequestId.current();
        log.atError().addKeyValue("requestId", requestId).setCause(unmapped).log("request failed");
        var problem = Problems.problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "something went wrong here; the log has it under request id " + requestId);
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /// Whether a failure means that the database could not be reached, so that asking again later may help.
    protected boolean isDatabaseAbsence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String name = cause.getClass().getName();
            if (cause instanceof java.sql.SQLTransientConnectionException
                    || cause instanceof java.sql.SQLNonTransientConnectionException
                    || (cause instanceof java.sql.SQLException sql && isConnectionState(sql.getSQLState()))
                    || name.endsWith(".CannotGetJdbcConnectionException")
                    || name.endsWith(".JDBCConnectionException")) {
                return true;
            }
        }
        return false;
    }

    /// SQL states of class 08 (connection) and 57P (the server shuts down or starts), and relations that the first
    /// migration has yet to make (42P01, 3F000).
    private static boolean isConnectionState(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("42P01")
                        || state.equals("3F000"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Class<?> type = invalid.getParameter().getParameterType();
        List<FieldError> errors = invalid.getFieldErrors().stream()
                .map(error -> new FieldError(
                        PropertyPointers.pointer(type, error.getField()),
                        Objects.requireNonNullElse(error.getDefaultMessage(), "invalid")))
                .toList();
        if (errors.isEmpty()) {
            errors = invalid.getGlobalErrors().stream()
                    .map(error -> new FieldError("#", Objects.requireNonNullElse(error.getDefaultMessage(), "invalid")))
                    .toList();
        }
        return respond(invalid, Problems.fieldProblem(HttpStatus.BAD_REQUEST, "invalid-request", errors), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = invalid.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream().map(error -> {
                    String path = error instanceof org.springframework.validation.FieldError field
                            ? PropertyPointers.pointer(
                                    result.getContainerIndex() == null
                                            ? result.getMethodParameter().getParameterType()
                                            : null,
                                    field.getField())
                            : "#";
                    String prefix = result.getContainerIndex() == null ? "#" : "#/" + result.getContainerIndex();
                    String parameter = path.equals("#") && result.getContainerIndex() == null
                            ? "/" + result.getMethodParameter().getParameterName()
                            : "";
                    return new FieldError(
                            prefix + path.substring(1) + parameter,
                            Objects.requireNonNullElse(error.getDefaultMessage(), "invalid"));
                }))
                .toList();
        return respond(invalid, Problems.fieldProblem(HttpStatus.BAD_REQUEST, "invalid-request", errors), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException tooLarge) {
                return respond(unreadable, tooLarge.problem(), request);
            }
        }
        ProblemDetail problem = unreadable.getCause() instanceof JacksonException json
                ? JsonProblems.of(json)
                : Problems.problem(
                        HttpStatus.BAD_REQUEST, "unreadable-body", "the request needs a JSON body and has none");
        return respond(unreadable, problem, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException unsupported,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var problem = Problems.problem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "the body is %s; send %s"
                        .formatted(
                                unsupported.getContentType() == null
                                        ? "of no declared type"
                                        : unsupported.getContentType(),
                                unsupported.getSupportedMediaTypes()));
        return respond(unsupported, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (body instanceof ProblemDetail problem && "about:blank".equals(String.valueOf(problem.getType()))) {
            HttpStatus known = HttpStatus.resolve(status.value());
            var typed = Problems.problem(
                    known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known,
                    StatusTypes.typeOf(status.value()),
                    Objects.requireNonNullElse(problem.getDetail(), StatusTypes.titleOf(status.value())));
            return respond(exception, typed, headers, request);
        }
        return super.handleExceptionInternal(exception, body, headers, status, request);
    }

    private @Nullable ResponseEntity<Object> respond(Exception cause, ProblemDetail problem, WebRequest request) {
        return respond(cause, problem, new HttpHeaders(), request);
    }

    private @Nullable ResponseEntity<Object> respond(
            Exception cause, ProblemDetail problem, HttpHeaders headers, WebRequest request) {
        return super.handleExceptionInternal(
                cause, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
