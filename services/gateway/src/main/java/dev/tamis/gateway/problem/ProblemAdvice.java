package dev.tamis.gateway.problem;

import dev.tamis.gateway.problem.GatewayRefusal.Answered;
import dev.tamis.gateway.problem.GatewayRefusal.MissingKey;
import dev.tamis.gateway.problem.GatewayRefusal.ServiceUnavailable;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownKey;
import dev.tamis.support.problem.BaseProblemAdvice;
import dev.tamis.support.problem.RefusedException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Answers refusals.
@RestControllerAdvice
class ProblemAdvice extends BaseProblemAdvice {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(RefusedException refused) {
        if (!(refused.refusal() instanceof GatewayRefusal refusal)) {
            throw new IllegalStateException("not a refusal of the gateway: " + refused.refusal());
        }
        ProblemDetail problem = GatewayProblems.of(refusal);
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .headers(headers -> addHeaders(refusal, headers))
                .body(problem);
    }

    private static void addHeaders(GatewayRefusal refusal, HttpHeaders headers) {
        if (refusal instanceof MissingKey) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tamis\"");
        } else if (refusal instanceof UnknownKey) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tamis\", error=\"invalid_token\"");
        } else if (refusal instanceof ServiceUnavailable) {
            headers.set(HttpHeaders.RETRY_AFTER, "2");
        } else if (refusal instanceof Answered answered && answered.retryAfter() != null) {
            headers.set(HttpHeaders.RETRY_AFTER, answered.retryAfter());
        }
    }
}
