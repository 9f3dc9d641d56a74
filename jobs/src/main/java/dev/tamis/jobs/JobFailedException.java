package dev.tamis.jobs;

import dev.tamis.common.contract.Problem;

/// Ends a job as failed, for a reason to show to whoever asked for it.
public final class JobFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public JobFailedException(Problem problem) {
        super(problem.title() + ": " + problem.detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
