package dev.tamis.jobs;

/// A kind of job, as whoever takes jobs in has to know it. What runs it, here or in another process, is a
/// [JobHandler] of the same name and parameters.
///
/// @param <P> record that the parameters of a job are read into; what a job leaves out is null there, and its
///     constraints of Jakarta Validation hold for whoever asks for a job
public interface JobKind<P> {

    /// Name of the kind, for example `embed`; never changed, since jobs in the database carry it.
    String kind();

    Class<P> parameters();

    /// What progress counts, in the plural.
    default String unit() {
        return "items";
    }

    /// Throws the refusal that whoever asks for the job is to read, if it cannot succeed.
    default void check(String collection, P parameters) {}
}
