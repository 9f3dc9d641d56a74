package dev.tamis.support.problem;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.Problem.FieldError;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/// Makes problem details that carry a type of ours.
public final class Problems {

    private Problems() {}

    /// A problem that is not about single fields. The title is the type in words.
    public static ProblemDetail problem(HttpStatus status, String type, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(Problem.urn(type)));
        problem.setTitle(title(type));
        return problem;
    }

    /// A problem with fields; its detail repeats the first one, so that it reads well without them.
    public static ProblemDetail fieldProblem(HttpStatus status, String type, List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and %d more)".formatted(errors.size() - 1);
        var problem = problem(status, type, first.pointer() + " " + first.detail() + more);
        problem.setProperty("errors", errors);
        return problem;
    }

    /// The record form of a problem, for answers that carry one among others.
    public static Problem toRecord(ProblemDetail problem) {
        return new Problem(
                String.valueOf(problem.getType()),
                String.valueOf(problem.getTitle()),
                problem.getStatus(),
                problem.getDetail(),
                null,
                null);
    }

    /// Whether a problem has a type of ours.
    static boolean isOurs(ProblemDetail problem) {
        return String.valueOf(problem.getType()).startsWith(Problem.urn(""));
    }

    private static String title(String type) {
        return Character.toUpperCase(type.charAt(0)) + type.substring(1).replace('-', ' ');
    }
}
