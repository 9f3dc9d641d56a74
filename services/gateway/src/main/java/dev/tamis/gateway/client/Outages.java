package dev.tamis.gateway.client;

import dev.tamis.common.contract.Problem;
import dev.tamis.gateway.problem.GatewayProblems;
import dev.tamis.gateway.problem.GatewayRefusal;
import dev.tamis.gateway.problem.GatewayRefusal.Answered;
import dev.tamis.gateway.problem.GatewayRefusal.ServiceUnavailable;
import dev.tamis.jobs.JobContext;
import dev.tamis.jobs.JobFailedException;
import dev.tamis.support.problem.Problems;
import dev.tamis.support.problem.RefusedException;
import java.time.Duration;

/// What passes by itself, and what does not, for those who can wait.
public final class Outages {

    /// Type of the problem that the embedding service answers for a model that failed to load.
    static final String BROKEN_MODEL = Problem.urn("model-unavailable");

    private Outages() {}

    /// Whether a model is refused for good: it failed to load, or there is none of its name.
    public static boolean isOfTheModel(RefusedException refused) {
        return Answered.with(refused, "model-unavailable") || Answered.with(refused, "unknown-model");
    }

    /// Whether the collection has another model by now than the one that made a vector.
    public static boolean isOfAnotherModel(RefusedException refused) {
        return Answered.with(refused, "vector-of-another-model");
    }

    /// Lets a job wait for a while, so that it can then try again.
    ///
    /// @throws JobFailedException with the problem, if waiting does not help
    public static void sitOut(JobContext<?> job, RefusedException refused, Duration pause) throws InterruptedException {
        if (!(refused.refusal() instanceof GatewayRefusal refusal)) {
            throw refused;
        }
        if (!isOfAnotherModel(refused) && (!isPassing(refusal) || isOfTheModel(refused))) {
            throw new JobFailedException(
                    refusal instanceof Answered answered
                            ? answered.problem()
                            : Problems.toRecord(GatewayProblems.of(refusal)));
        }
        job.pause(pause);
    }

    private static boolean isPassing(GatewayRefusal refusal) {
        return refusal instanceof ServiceUnavailable
                || (refusal instanceof Answered(Problem problem, var retryAfter)
                        && (problem.status() == 429 || problem.status() == 503));
    }
}
