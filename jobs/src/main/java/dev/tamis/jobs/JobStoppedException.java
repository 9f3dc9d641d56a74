package dev.tamis.jobs;

/// The job is to stop here and now; handlers let it pass.
public final class JobStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobStoppedException(String message) {
        super(message);
    }
}
