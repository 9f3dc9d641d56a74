package dev.tamis.client;

import dev.tamis.common.contract.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call that was refused or could not be answered. The message is one that a person can act on.
public final class TamisException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final transient @Nullable Problem problem;
    private final boolean passing;

    private TamisException(String message, @Nullable Problem problem, boolean passing, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.passing = passing;
    }

    static TamisException refused(Problem problem) {
        return new TamisException(describe(problem), problem, PASSING.contains(problem.status()), null);
    }

    /// No answer came, or only a part of one.
    static TamisException unanswered(String message, @Nullable Throwable cause) {
        return new TamisException(message, null, true, cause);
    }

    /// An answer came that no gateway gives.
    static TamisException foreign(String message, Throwable cause) {
        return new TamisException(message, null, false, cause);
    }

    /// The problem that the gateway answered; empty if it gave no answer that can be read.
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /// The HTTP status of that problem, or 0 if there is none.
    public int status() {
        return problem == null ? 0 : problem.status();
    }

    /// Whether the same call may succeed later: no whole answer came, or one of the statuses 408, 425, 429, 500,
    /// 502, 503 and 504.
    public boolean isTransient() {
        return passing;
    }

    private static String describe(Problem problem) {
        var message = new StringBuilder(problem.title())
                .append(" (")
                .append(problem.status())
                .append(')');
        if (problem.detail() != null) {
            message.append(": ").append(problem.detail());
        }
        List<Problem.FieldError> errors = problem.errors() == null ? List.of() : problem.errors();
        for (Problem.FieldError error : errors) {
            message.append("; ").append(error.pointer()).append(' ').append(error.detail());
        }
        return message.toString();
    }
}
