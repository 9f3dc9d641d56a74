package dev.tamis.embedding.problem;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.embedding.problem.EmbeddingRefusal.InvalidFields;
import dev.tamis.embedding.problem.EmbeddingRefusal.ModelUnavailable;
import dev.tamis.embedding.problem.EmbeddingRefusal.QueueFull;
import dev.tamis.embedding.problem.EmbeddingRefusal.Stopping;
import dev.tamis.embedding.problem.EmbeddingRefusal.TookTooLong;
import dev.tamis.embedding.problem.EmbeddingRefusal.UnknownModel;
import dev.tamis.support.problem.BaseProblemAdvice;
import dev.tamis.support.problem.Problems;
import dev.tamis.support.problem.RefusedException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Maps refusals to HTTP.
@RestControllerAdvice
class ProblemAdvice extends BaseProblemAdvice {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(RefusedException refused) {
        var refusal = (EmbeddingRefusal) refused.refusal();
        ProblemDetail problem = problem(refusal);
        var answer = ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (refusal instanceof QueueFull(long waiting, Duration retryAfter)) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.toSeconds()));
        } else if (refusal instanceof Stopping) {
            answer.header(HttpHeaders.RETRY_AFTER, "2");
        }
        return answer.body(problem);
    }

    private static ProblemDetail problem(EmbeddingRefusal refusal) {
        return switch (refusal) {
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
            case QueueFull(long waiting, Duration retryAfter) ->
                Problems.problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "queue-full",
                        "%d tokens wait to be encoded, and no more are taken in; send the request again in %d s"
                                .formatted(waiting, retryAfter.toSeconds()));
            case ModelUnavailable(String name, String reason) ->
                Problems.problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "model-unavailable",
                        "model '%s' cannot be used: %s".formatted(name, reason));
            case Stopping() ->
                Problems.problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "stopping",
                        "the service is stopping and takes in nothing more; send the request again shortly");
        };
    }
}
