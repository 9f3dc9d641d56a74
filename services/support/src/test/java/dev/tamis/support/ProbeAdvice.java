package dev.tamis.support;

import dev.tamis.support.problem.BaseProblemAdvice;
import dev.tamis.support.problem.Problems;
import dev.tamis.support.problem.RefusedException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class ProbeAdvice extends BaseProblemAdvice {

    @ExceptionHandler
    ProblemDetail on(RefusedException refused) {
        return switch ((ProbeRefusal) refused.refusal()) {
            case ProbeController.UnknownThing(String name) ->
                Problems.problem(HttpStatus.NOT_FOUND, "unknown-thing", "no thing is named '" + name + "'");
        };
    }
}
