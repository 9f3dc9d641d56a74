package dev.tamis.support.problem;

/// Carries a [Refusal] to the service's problem advice.
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.toString(), null, false, false); // an answer, not a fault: no stack trace is needed
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
