package dev.tamis.ranking.problem;

import dev.tamis.ranking.problem.RankingRefusal.InvalidFields;
import dev.tamis.support.problem.BaseProblemAdvice;
import dev.tamis.support.problem.Problems;
import dev.tamis.support.problem.RefusedException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// The one place that maps this service's refusals to HTTP.
@RestControllerAdvice
class ProblemAdvice extends BaseProblemAdvice {

    @ExceptionHandler
    ProblemDetail on(RefusedException refused) {
        return switch ((RankingRefusal) refused.refusal()) {
            case InvalidFields(var errors) -> Problems.fieldProblem(HttpStatus.BAD_REQUEST, "invalid-request", errors);
        };
    }
}
