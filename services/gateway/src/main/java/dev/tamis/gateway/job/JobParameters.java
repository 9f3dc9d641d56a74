package dev.tamis.gateway.job;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
import dev.tamis.support.problem.JsonProblems;
import dev.tamis.support.problem.PropertyPointers;
import dev.tamis.support.problem.RefusedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Reads the parameters of a job as strictly as a body of their own would be, and points at what is wrong inside
/// the request that holds them.
@Component
class JobParameters {

    private static final String PLACE = "#/parameters";

    private final JsonMapper json;
    private final Validator validator;

    JobParameters(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /// @throws RefusedException if one is unknown or wrong
    <P> P read(Map<String, Object> given, Class<P> type) {
        P read;
        try {
            read = json.convertValue(given, type);
        } catch (JacksonException wrong) {
            throw refused(errors(wrong));
        }
        Set<ConstraintViolation<P>> violations = validator.validate(read);
        if (!violations.isEmpty()) {
            throw refused(violations.stream()
                    .map(violation -> new FieldError(
                            PropertyPointers.pointer(
                                    type, violation.getPropertyPath().toString()),
                            violation.getMessage()))
                    .toList());
        }
        return read;
    }

    private static List<FieldError> errors(JacksonException wrong) {
        Map<String, Object> properties =
                Objects.requireNonNullElse(JsonProblems.of(wrong).getProperties(), Map.of());
        return properties.get("errors") instanceof List<?> errors
                ? errors.stream().map(FieldError.class::cast).toList()
                : List.of(new FieldError("#", "does not fit: " + wrong.getOriginalMessage()));
    }

    private static RefusedException refused(List<FieldError> errors) {
        return new RefusedException(new InvalidFields(errors.stream()
                .map(error -> new FieldError(PLACE + error.pointer().substring(1), error.detail()))
                .toList()));
    }
}
