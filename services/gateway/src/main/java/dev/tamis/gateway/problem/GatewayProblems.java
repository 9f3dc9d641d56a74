package dev.tamis.gateway.problem;

import dev.tamis.common.contract.Problem;
import dev.tamis.gateway.problem.GatewayRefusal.Answered;
import dev.tamis.gateway.problem.GatewayRefusal.BrokenStream;
import dev.tamis.gateway.problem.GatewayRefusal.ContradictingDimension;
import dev.tamis.gateway.problem.GatewayRefusal.CrossEncoder;
import dev.tamis.gateway.problem.GatewayRefusal.FailedModel;
import dev.tamis.gateway.problem.GatewayRefusal.FinishedJob;
import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
import dev.tamis.gateway.problem.GatewayRefusal.MissingKey;
import dev.tamis.gateway.problem.GatewayRefusal.NoReport;
import dev.tamis.gateway.problem.GatewayRefusal.ServiceUnavailable;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownCollection;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownItem;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownJob;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownKey;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownModel;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownModelId;
import dev.tamis.support.problem.Problems;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/// The problem details of refusals.
public final class GatewayProblems {

    private static final String HOW_TO_SEND =
            "send one as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'; the first key was printed when the gateway"
                    + " first started";

    private GatewayProblems() {}

    public static ProblemDetail of(GatewayRefusal refusal) {
        return switch (refusal) {
            case MissingKey() ->
                Problems.problem(HttpStatus.UNAUTHORIZED, "missing-key", "this needs an API key; " + HOW_TO_SEND);
            case UnknownKey() ->
                Problems.problem(
                        HttpStatus.UNAUTHORIZED,
                        "unknown-key",
                        "the API key is not known here, or was revoked; " + HOW_TO_SEND);
            case InvalidFields(var errors) -> Problems.fieldProblem(HttpStatus.BAD_REQUEST, "invalid-request", errors);
            case UnknownModel(String pointer, String model, var known) ->
                Problems.fieldProblem(
                        HttpStatus.BAD_REQUEST,
                        "unknown-model",
                        List.of(new Problem.FieldError(
                                pointer,
                                "names no model that is served: '%s'; there are %s"
                                        .formatted(model, String.join(", ", known)))));
            case CrossEncoder(String pointer, String model, var known) ->
                Problems.fieldProblem(
                        HttpStatus.BAD_REQUEST,
                        "no-embedding-model",
                        List.of(new Problem.FieldError(
                                pointer,
                                "names a cross-encoder, '%s': it makes no vectors, but scores documents; take one of %s"
                                        .formatted(model, String.join(", ", known)))));
            case FailedModel(String pointer, String model, String reason, var known) ->
                Problems.fieldProblem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "model-unavailable",
                        List.of(new Problem.FieldError(
                                pointer,
                                "names a model that failed to load, '%s'; take one of %s, or mend it: %s"
                                        .formatted(model, String.join(", ", known), reason))));
            case UnknownModelId(String id, var known) ->
                Problems.problem(
                        HttpStatus.NOT_FOUND,
                        "unknown-model",
                        "no model is '%s'; there are %s, and fitted ones, each by its name@version"
                                .formatted(id, String.join(", ", known)));
            case ContradictingDimension(String model, int actual, int asked) ->
                Problems.fieldProblem(
                        HttpStatus.BAD_REQUEST,
                        "contradicting-dimension",
                        List.of(new Problem.FieldError(
                                "#/dimension",
                                "is %d, but the vectors of %s have %d dimensions; leave it out"
                                        .formatted(asked, model, actual))));
            case UnknownCollection(String name) ->
                Problems.problem(
                        HttpStatus.NOT_FOUND, "unknown-collection", "no collection is named '%s'".formatted(name));
            case UnknownItem(String collection, String id) ->
                Problems.problem(
                        HttpStatus.NOT_FOUND,
                        "unknown-item",
                        "collection '%s' holds no item with the id '%s'".formatted(collection, id));
            case UnknownJob(String id) ->
                Problems.problem(
                        HttpStatus.NOT_FOUND,
                        "unknown-job",
                        "no job has the id '%s'; finished jobs are removed after a while".formatted(id));
            case NoReport(String id) ->
                Problems.problem(
                        HttpStatus.NOT_FOUND,
                        "no-report",
                        "job %s has no report; jobs that fit or evaluate models have one once they have succeeded"
                                .formatted(id));
            case FinishedJob(String id, var state) ->
                Problems.problem(
                        HttpStatus.CONFLICT,
                        "job-finished",
                        "job %s has %s already, there is nothing to cancel"
                                .formatted(id, state.name().toLowerCase(Locale.ROOT)));
            case BrokenStream(long lines) ->
                Problems.problem(
                        HttpStatus.BAD_REQUEST,
                        "broken-stream",
                        "the body broke off after line %d; the items up to there are stored, send them all again"
                                .formatted(lines));
            case ServiceUnavailable(String service) ->
                Problems.problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        service + "-unavailable",
                        "the %s service does not answer; send the request again shortly".formatted(service));
            case Answered(Problem problem, var retryAfter) -> detail(problem);
        };
    }

    private static ProblemDetail detail(Problem problem) {
        var detail = ProblemDetail.forStatus(problem.status());
        detail.setType(URI.create(problem.type()));
        detail.setTitle(problem.title());
        detail.setDetail(problem.detail());
        if (problem.errors() != null && !problem.errors().isEmpty()) {
            detail.setProperty("errors", problem.errors());
        }
        return detail;
    }
}
