package dev.tamis.jobs;

/// What became of the wish to begin a job.
sealed interface Start {

    /// The job is the caller's.
    record Go(Begun attempt) implements Start {}

    /// There is nothing to do any more.
    record Over() implements Start {}

    /// Another worker has it by now.
    record Elsewhere() implements Start {}
}
