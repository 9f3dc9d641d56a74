package dev.tamis.jobs;

import java.util.Map;

/// Runs the jobs of one kind. One handler serves many jobs, several at a time. Where it runs, only the name and the
/// parameters of the kind matter; the rest does where jobs are asked for.
public interface JobHandler<P> extends JobKind<P> {

    /// Does the job, or what an earlier attempt left of it: see [JobContext#checkpoint(Class)]. It must bear being
    /// broken off at any point and done again from the last checkpoint, and call [JobContext#throwIfStopped()] more
    /// often than once a second wherever it can.
    ///
    /// @return what came of it, as a JSON object
    /// @throws JobFailedException if it cannot be done, for a reason to show
    /// @throws JobStoppedException as the context throws it
    /// @throws Exception for any other reason; the job fails, and the log says why
    Map<String, Object> run(JobContext<P> job) throws Exception;
}
