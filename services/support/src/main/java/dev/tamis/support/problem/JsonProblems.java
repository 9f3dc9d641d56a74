package dev.tamis.support.problem;

import dev.tamis.common.contract.Problem.FieldError;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Says in a client's words what is wrong with its JSON.
public final class JsonProblems {

    private JsonProblems() {}

    /// A problem with the field, where there is one, or with the place in the text.
    public static ProblemDetail of(JacksonException failure) {
        if (failure.getPath().isEmpty() && !(failure instanceof ValueInstantiationException)) {
            return Problems.problem(
                    HttpStatus.BAD_REQUEST,
                    "unreadable-json",
                    "the JSON is broken%s: %s".formatted(where(failure), why(failure)));
        }
        return Problems.fieldProblem(
                HttpStatus.BAD_REQUEST, "invalid-request", List.of(new FieldError(pointer(failure), why(failure))));
    }

    private static String why(JacksonException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                "is not a known property; known are %s"
                        .formatted(unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .sorted()
                                .toList());
            case ValueInstantiationException refused when refused.getCause() != null -> rootMessage(refused);
            case InvalidFormatException format
            when format.getTargetType().isEnum() ->
                "'%s' is not one of the values it takes: %s".formatted(format.getValue(), values(format));
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null -> "does not fit; expected " + expected(mismatch.getTargetType());
            default -> firstLine(failure.getOriginalMessage());
        };
    }

    private static String values(InvalidFormatException format) {
        String message = format.getOriginalMessage();
        int from = message.indexOf('[');
        int to = message.lastIndexOf(']');
        return from >= 0 && to > from ? message.substring(from, to + 1) : firstLine(message);
    }

    private static String expected(Class<?> type) {
        if (type == String.class) {
            return "a string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number of at most %d bits".formatted(type == int.class || type == Integer.class ? 32 : 64);
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        return java.util.Collection.class.isAssignableFrom(type)
                ? "an array"
                : "an object (" + type.getSimpleName() + ")";
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return firstLine(String.valueOf(root.getMessage()));
    }

    private static String where(JacksonException failure) {
        var location = failure.getLocation();
        return location == null ? "" : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String pointer(JacksonException failure) {
        var pointer = new StringBuilder("#");
        for (JacksonException.Reference step : failure.getPath()) {
            String name = step.getPropertyName();
            pointer.append('/').append(name == null ? String.valueOf(step.getIndex()) : escape(name));
        }
        return pointer.toString();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
