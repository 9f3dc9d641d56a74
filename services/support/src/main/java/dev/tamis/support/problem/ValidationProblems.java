package dev.tamis.support.problem;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.Problem.FieldError;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/// Puts the violations that Bean Validation found where they are in the client's JSON, in the order of their
/// pointers.
final class ValidationProblems {

    private ValidationProblems() {}

    static ProblemDetail of(MethodArgumentNotValidException invalid) {
        Type body = invalid.getParameter().getGenericParameterType();
        return problem(invalid.getAllErrors().stream()
                .map(error -> new FieldError(pointer("#", body, error), detail(error)))
                .toList());
    }

    static ProblemDetail of(HandlerMethodValidationException invalid) {
        var errors = new ArrayList<FieldError>();
        for (ParameterValidationResult result : invalid.getParameterValidationResults()) {
            for (MessageSourceResolvable error : result.getResolvableErrors()) {
                errors.add(new FieldError(pointer(result, error), detail(error)));
            }
        }
        return problem(errors);
    }

    /// A body is where pointers start; another parameter is pointed at by its name.
    private static String pointer(ParameterValidationResult result, MessageSourceResolvable error) {
        MethodParameter parameter = result.getMethodParameter();
        Type type = parameter.getGenericParameterType();
        String start = parameter.hasParameterAnnotation(RequestBody.class) ? "#" : "#/" + parameter.getParameterName();
        Object place = result.getContainerIndex() == null ? result.getContainerKey() : result.getContainerIndex();
        return place == null
                ? pointer(start, type, error)
                : pointer(
                        start + "/" + Problem.pointerToken(place.toString()),
                        PropertyPointers.elementType(type),
                        error);
    }

    private static String pointer(String start, @Nullable Type type, MessageSourceResolvable error) {
        return error instanceof org.springframework.validation.FieldError field
                ? start + PropertyPointers.pointer(type, field.getField()).substring(1)
                : start;
    }

    private static String detail(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), "is invalid");
    }

    private static ProblemDetail problem(List<FieldError> errors) {
        return Problems.fieldProblem(
                HttpStatus.BAD_REQUEST,
                "invalid-request",
                errors.stream()
                        .sorted(Comparator.comparing(FieldError::pointer))
                        .toList());
    }
}
