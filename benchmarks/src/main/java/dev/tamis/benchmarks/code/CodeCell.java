package dev.tamis.benchmarks.code;

import dev.tamis.training.evaluate.FormQuality;
import dev.tamis.training.evaluate.Quality;
import java.util.List;

/// What was measured with one seed of one set and model.
///
/// @param queries held-out queries that have a relevant item
/// @param full quality of the vectors in full size, as the model gives them
/// @param forms those that no seed changes are measured with the first seed alone
record CodeCell(
        String set, String model, long seed, int queries, Quality full, List<Fitting> fits, List<FormQuality> forms) {

    /// @param what was fitted
    /// @param best step whose parameters were kept
    /// @param steps that were done
    record Fitting(String what, double seconds, int best, int steps) {}

    boolean isOf(String otherSet, String otherModel) {
        return set.equals(otherSet) && model.equals(otherModel);
    }
}
