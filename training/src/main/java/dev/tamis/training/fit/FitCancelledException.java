package dev.tamis.training.fit;

/// A fit was ended by its observer; its checkpoint, if it has one, stays.
public final class FitCancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FitCancelledException(int step) {
        super("cancelled after step " + step);
    }
}
