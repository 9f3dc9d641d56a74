package dev.tamis.standalone;

/// The platform cannot start here, for a reason that its user can mend; the message says how.
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartRefused(String message) {
        super(message);
    }
}
