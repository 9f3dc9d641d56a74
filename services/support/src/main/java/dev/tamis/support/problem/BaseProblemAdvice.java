package dev.tamis.support.problem;

import dev.tamis.support.database.DatabaseAbsence;
import dev.tamis.support.http.BodyTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/// Turns into problem details what every service may meet: invalid, unreadable and oversized requests, an
/// absent database, and whatever nobody mapped. A service's own advice extends it and maps its refusals.
public abstract class BaseProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(BaseProblemAdvice.class);

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> onUnmapped(Exception unmapped, WebRequest request) {
        BodyTooLargeException tooLarge = bodyTooLarge(unmapped);
        if (tooLarge != null) {
            return respond(unmapped, tooLarge.problem(), new HttpHeaders(), request);
        }
        if (isDatabaseAbsence(unmapped)) {
            log.atWarn().addKeyValue("cause", rootMessage(unmapped)).log("database unavailable");
            var headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, "2");
            var problem = Problems.problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "database-unavailable",
                    "the database does not answer; send the request again shortly");
            return respond(unmapped, problem, headers, request);
        }
        log.atError().setCause(unmapped).log("request failed");
        return respond(unmapped, StatusTypes.problem(500, null), new HttpHeaders(), request);
    }

    /// Whether a failure means that the database could not be reached, so that asking again later may help.
    protected boolean isDatabaseAbsence(Throwable failure) {
        return DatabaseAbsence.isCauseOf(failure);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(invalid, ValidationProblems.of(invalid), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // A return value that breaks its own rules is a mistake of ours, not of the client.
        return invalid.isForReturnValue()
                ? onUnmapped(invalid, request)
                : respond(invalid, ValidationProblems.of(invalid), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        BodyTooLargeException tooLarge = bodyTooLarge(unreadable);
        if (tooLarge != null) {
            return respond(unreadable, tooLarge.problem(), headers, request);
        }
        ProblemDetail problem = unreadable.getCause() instanceof JacksonException json
                ? JsonProblems.of(json)
                : Problems.problem(
                        HttpStatus.BAD_REQUEST, "unreadable-body", "the request needs a JSON body and has none");
        return respond(unreadable, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException unsupported,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String declared = unsupported.getContentType() == null
                ? "of no declared type"
                : unsupported.getContentType().toString();
        var problem = Problems.problem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "the body is %s; send %s".formatted(declared, unsupported.getSupportedMediaTypes()));
        return respond(unsupported, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException nothing, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String path =
                request instanceof ServletWebRequest http ? http.getRequest().getRequestURI() : "this path";
        return respond(nothing, StatusTypes.problem(404, "there is nothing at " + path), headers, request);
    }

    /// Everything else that the framework refuses comes through here: it gets a type of ours, unless it has one.
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (status.value() == 500) {
            return onUnmapped(exception, request);
        }
        ProblemDetail given = body instanceof ProblemDetail problem ? problem : null;
        if (given == null && exception instanceof ErrorResponse response) {
            given = response.updateAndGetBody(getMessageSource(), LocaleContextHolder.getLocale());
        }
        if (given != null && Problems.isOurs(given)) {
            return respond(exception, given, headers, request);
        }
        String detail = given == null ? null : given.getDetail();
        return respond(exception, StatusTypes.problem(status.value(), detail), headers, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // Said here, or else the request's Accept header decides, which speaks of answers and not of problems.
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    private @Nullable ResponseEntity<Object> respond(
            Exception cause, ProblemDetail problem, HttpHeaders headers, WebRequest request) {
        return super.handleExceptionInternal(
                cause, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    private static @Nullable BodyTooLargeException bodyTooLarge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException tooLarge) {
                return tooLarge;
            }
        }
        return null;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
