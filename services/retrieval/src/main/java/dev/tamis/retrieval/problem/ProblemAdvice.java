package dev.tamis.retrieval.problem;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.retrieval.problem.RetrievalRefusal.AttributeTypeMismatch;
import dev.tamis.retrieval.problem.RetrievalRefusal.DimensionMismatch;
import dev.tamis.retrieval.problem.RetrievalRefusal.DuplicateCollection;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.retrieval.problem.RetrievalRefusal.RefusedModel;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnfitModelState;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownAttribute;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownCollection;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownModel;
import dev.tamis.support.problem.BaseProblemAdvice;
import dev.tamis.support.problem.Problems;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// The one place that tells refusals over HTTP.
@RestControllerAdvice
class ProblemAdvice extends BaseProblemAdvice {

    private static final int FEW = 20;

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onRefused(RefusedException refused) {
        if (!(refused.refusal() instanceof RetrievalRefusal refusal)) {
            throw new IllegalStateException("a refusal of another service: " + refused.refusal(), refused);
        }
        ProblemDetail problem = problemOf(refusal);
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ProblemDetail problemOf(RetrievalRefusal refusal) {
        return switch (refusal) {
            case UnknownCollection(String name, List<String> known) ->
                Problems.problem(
                        HttpStatus.NOT_FOUND,
                        "unknown-collection",
                        "no collection is named '%s'%s"
                                .formatted(name, known.isEmpty() ? "" : "; " + thereIs("there is", known)));
            case DuplicateCollection(String name) ->
                Problems.problem(
                        HttpStatus.CONFLICT,
                        "duplicate-collection",
                        "a collection named '%s' is there already; take another name or delete that one first"
                                .formatted(name));
            case DimensionMismatch(String pointer, int expected, int actual) ->
                field(
                        "dimension-mismatch",
                        pointer,
                        "has %d dimensions, vectors of this collection have %d".formatted(actual, expected));
            case UnknownAttribute(String pointer, String collection, String attribute, List<String> known) ->
                field(
                        "unknown-attribute",
                        pointer,
                        "no item of collection '%s' has had an attribute '%s'; %s"
                                .formatted(collection, attribute, thereIs("known are", known)));
            case AttributeTypeMismatch(String pointer, String detail) ->
                field("attribute-type-mismatch", pointer, detail);
            case UnknownModel(String id, List<String> known) ->
                Problems.problem(
                        HttpStatus.NOT_FOUND,
                        "unknown-model",
                        "no fitted model is '%s'; %s".formatted(id, thereIs("there is", known)));
            case RefusedModel(String model, String reason) ->
                Problems.problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "refused-model",
                        "model '%s' may not serve: %s".formatted(model, reason));
            case UnfitModelState(String id, boolean active) ->
                Problems.problem(
                        HttpStatus.CONFLICT,
                        active ? "active-model" : "inactive-model",
                        active
                                ? "model '%s' is active; roll it back or activate another one first".formatted(id)
                                : "model '%s' is not active; only the active one can be rolled back".formatted(id));
            case InvalidFields(List<FieldError> errors) ->
                Problems.fieldProblem(HttpStatus.BAD_REQUEST, "invalid-request", errors);
        };
    }

    private static ProblemDetail field(String type, String pointer, String detail) {
        return Problems.fieldProblem(HttpStatus.UNPROCESSABLE_CONTENT, type, List.of(new FieldError(pointer, detail)));
    }

    private static String thereIs(String words, List<String> names) {
        if (names.isEmpty()) {
            return words + " none yet";
        }
        return names.size() <= FEW
                ? words + " " + String.join(", ", names)
                : "%s %s and %d more".formatted(words, String.join(", ", names.subList(0, FEW)), names.size() - FEW);
    }
}
