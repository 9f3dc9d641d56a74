package dev.tamis.embedding.problem;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.embedding.problem.EmbeddingRefusal.InvalidFields;
import dev.tamis.embedding.problem.EmbeddingRefusal.ModelUnavailable;
import dev.tamis.embedding.problem.EmbeddingRefusal.TookTooLong;
import dev.tamis.embedding.problem.EmbeddingRefusal.UnknownModel;
import dev.tamis.support.problem.BaseProblemAdvice;
import dev.tamis.support.problem.Problems;
import dev.tamis.support.problem.RefusedException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Maps refusals to HTTP.
@RestControllerAdvice
class ProblemAdvice extends BaseProblemAdvice {

    @ExceptionHandler
    ProblemDetail on(RefusedException refused) {
        return switch ((EmbeddingRefusal) refused.refusal()) {
            case UnknownModel(String name, List<String> served) ->
                Problems.problem(
                        HttpStatus.NOT_FOUND,
                        "unknown-model",
                        "no model is named '%s'; there are %s".formatted(name, served));
            case InvalidFields(List<FieldError> errors) ->
                Problems.fieldProblem(HttpStatus.BAD_REQUEST, "invalid-request", errors);
            case TookTooLong(Duration patience) ->
                Problems.problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "took-too-long",
                        "the texts were not all encoded within %d s; send fewer at once, or again when less is waiting"
                                .formatted(patience.toSeconds()));
            case ModelUnavailable(String name) ->
                Problems.problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "model-unavailable",
                        "model '%s' failed to load, or the service is stopping; /actuator/health and the log say which"
                                .formatted(name));
        };
    }
}
