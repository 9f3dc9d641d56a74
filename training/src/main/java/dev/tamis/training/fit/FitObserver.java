package dev.tamis.training.fit;

/// Hears of a fit's progress, and may end it. Called on the thread that fits, after every step.
public interface FitObserver {

    /// Sees nothing, ends nothing.
    FitObserver NONE = progress -> true;

    /// @return whether to go on; if not, the fit ends with a [FitCancelledException]
    boolean progressed(Progress progress);

    /// @param step steps done
    /// @param steps at most
    /// @param loss of this step
    /// @param validation the last score on queries that are not fitted on, 0 to 1
    record Progress(int step, int steps, double loss, double validation) {}
}
