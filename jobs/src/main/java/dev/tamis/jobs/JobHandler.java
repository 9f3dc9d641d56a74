package dev.tamis.jobs;

import java.util.Map;

/// Runs the jobs of one kind. One handler serves many jobs, several at a time.
///
/// @param <P> record that the parameters of a job are read into; what a job leaves out is null there, and its
///     constraints of Jakarta Validation hold for whoever asks for a job
public interface JobHandler<P> {

    /// Name of the kind, for example `embed`; never changed, since jobs in the database carry it.
    String kind();

    Class<P> parameters();

    /// What progress counts, in the plural.
    default String unit() {
        return "items";
    }

    /// Throws the refusal that whoever asks for the job is to read, if it cannot succeed.
    default void check(String collection, P parameters) {}

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
