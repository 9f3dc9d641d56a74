package dev.tamis.retrieval.problem;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.retrieval.problem.RetrievalRefusal.AttributeTypeMismatch;
import dev.tamis.retrieval.problem.RetrievalRefusal.DimensionMismatch;
import dev.tamis.retrieval.problem.RetrievalRefusal.DuplicateCollection;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.retrieval.problem.RetrievalRefusal.NoModel;
import dev.tamis.retrieval.problem.RetrievalRefusal.RefusedModel;
import dev.tamis.retrieval.problem.RetrievalRefusal.SameModel;
import dev.tamis.retrieval.problem.RetrievalRefusal.TooFewVectors;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnfitModelState;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownAttribute;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownCollection;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownModel;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownUpgrade;
import dev.tamis.retrieval.problem.RetrievalRefusal.UpgradeNotReady;
import dev.tamis.retrieval.problem.RetrievalRefusal.UpgradeUnderWay;
import dev.tamis.retrieval.problem.RetrievalRefusal.VectorOfAnotherModel;
import dev.tamis.support.problem.BaseProblemAdvice;
import dev.tamis.support.problem.Problems;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
            case UnknownUpgrade(String collection) ->
                Problems.problem(
                        HttpStatus.NOT_FOUND,
                        "unknown-upgrade",
                        "collection '%s' is not upgraded to another model".formatted(collection));
            case UpgradeUnderWay(String collection, String model, int dimension) ->
                Problems.problem(
                        HttpStatus.CONFLICT,
                        "upgrade-under-way",
                        "collection '%s' is upgraded to model '%s' of %d dimensions; end that upgrade first"
                                .formatted(collection, model, dimension));
            case SameModel(String collection, String model) ->
                Problems.problem(
                        HttpStatus.CONFLICT,
                        "same-model",
                        "model '%s' is what collection '%s' has already".formatted(model, collection));
            case NoModel(String collection) ->
                Problems.problem(
                        HttpStatus.CONFLICT,
                        "no-model",
                        "collection '%s' has no model: its vectors come from its callers, who alone can make others"
                                .formatted(collection));
            case UpgradeNotReady(String collection, List<String> missing) ->
                with(
                        "missing",
                        missing,
                        Problems.problem(
                                HttpStatus.CONFLICT,
                                "upgrade-not-ready",
                                "collection '%s' cannot change over yet: %s"
                                        .formatted(collection, String.join("; ", missing))));
            case TooFewVectors(String collection, int vectors, int needed) ->
                Problems.problem(
                        HttpStatus.CONFLICT,
                        "too-few-vectors",
                        "%,d items of collection '%s' have a vector of both models, a map needs %,d; try again later"
                                .formatted(vectors, collection, needed));
            case VectorOfAnotherModel(String collection, String model, String given) ->
                with(
                        "model",
                        model,
                        Problems.problem(
                                HttpStatus.CONFLICT,
                                "vector-of-another-model",
                                "the vector was made by model '%s', those of collection '%s' are %s"
                                        .formatted(
                                                given,
                                                collection,
                                                model == null ? "their callers'" : "by '" + model + "'")));
            case InvalidFields(List<FieldError> errors) ->
                Problems.fieldProblem(HttpStatus.BAD_REQUEST, "invalid-request", errors);
        };
    }

    private static ProblemDetail with(String property, @Nullable Object value, ProblemDetail problem) {
        problem.setProperty(property, value);
        return problem;
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
