package dev.tamis.retrieval.index.memory;

/// How hard a search tries.
///
/// @param targetRecall share of the `k` nearest items that is to be found, above 0 and below 1
/// @param exact whether every allowed item is scored at full precision, whatever the target
public record Effort(double targetRecall, boolean exact) {

    /// Every allowed item is scored at full precision.
    public static final Effort EXACT = new Effort(0.999, true);

    public Effort {
        if (!(targetRecall > 0 && targetRecall < 1)) {
            throw new IllegalArgumentException("a target recall is above 0 and below 1, not " + targetRecall);
        }
    }

    /// An approximate search.
    public static Effort recall(double target) {
        return new Effort(target, false);
    }
}
