package dev.tamis.support.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.Problem.FieldError;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Says in a client's words what is wrong with its JSON.
public final class JsonProblems {

    private static final String TRAILING = "Trailing token";
    private static final String NULL = "Cannot map `null`";

    private JsonProblems() {}

    /// A problem with the field, if it is JSON; with the place in the text, if it is not.
    public static ProblemDetail of(JacksonException failure) {
        String message = firstLine(failure.getOriginalMessage());
        if (message.startsWith(TRAILING)) {
            return broken(failure, "there is more after the end of the value");
        }
        if (failure instanceof DatabindException || failure instanceof InputCoercionException) {
            return Problems.fieldProblem(
                    HttpStatus.BAD_REQUEST,
                    "invalid-request",
                    List.of(new FieldError(pointer(failure), why(failure, message))));
        }
        return broken(failure, message);
    }

    private static ProblemDetail broken(JacksonException failure, String why) {
        var place = failure.getLocation();
        String where = place == null ? "" : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
        return Problems.problem(
                HttpStatus.BAD_REQUEST, "unreadable-json", "the JSON is broken%s: %s".formatted(where, why));
    }

    private static String why(JacksonException failure, String message) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                "is not a known property; known are %s"
                        .formatted(unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .sorted()
                                .toList());
            case ValueInstantiationException refused when refused.getCause() != null -> rootMessage(refused);
            case InvalidFormatException format
            when format.getTargetType() != null && format.getTargetType().isEnum() ->
                "'%s' is not one of the values it takes: %s"
                        .formatted(format.getValue(), values(format.getTargetType()));
            case InputCoercionException coercion -> "does not fit; expected " + expected(coercion.getTargetType());
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null ->
                (message.startsWith(NULL) ? "is missing; expected " : "does not fit; expected ")
                        + expected(mismatch.getTargetType());
            default -> message;
        };
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + values(type);
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class) {
            return "a whole number of at most 32 bits";
        }
        if (type == long.class || type == Long.class) {
            return "a whole number of at most 64 bits";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a time such as \"2026-01-31T12:00:00Z\"";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "an array" : "an object";
    }

    /// The names that the constants of an enum have in JSON, in their order.
    private static List<String> values(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.isEnumConstant())
                .map(constant -> {
                    var named = constant.getAnnotation(JsonProperty.class);
                    return named == null || named.value().isEmpty() ? constant.getName() : named.value();
                })
                .toList();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? "is not a valid value" : firstLine(message);
    }

    private static String pointer(JacksonException failure) {
        var pointer = new StringBuilder("#");
        for (JacksonException.Reference step : failure.getPath()) {
            String name = step.getPropertyName();
            pointer.append('/').append(name == null ? String.valueOf(step.getIndex()) : Problem.pointerToken(name));
        }
        return pointer.toString();
    }

    /// Without what the parser says of its own settings: `(start marker at [Source: REDACTED ...])`.
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse(message);
        int aside = line.indexOf(" (start marker at");
        return aside < 0 ? line : line.substring(0, aside);
    }
}
