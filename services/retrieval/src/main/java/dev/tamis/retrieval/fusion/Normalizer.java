package dev.tamis.retrieval.fusion;

import dev.tamis.common.contract.search.Evidence;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Brings the scores of one search to 0..1, linearly, so that they can be weighed against others.
///
/// @param low becomes 0
/// @param high becomes 1
record Normalizer(double low, double high) {

    /// From the least to the greatest cosine of the shortlist. The least possible one, -1, would not do: a model's
    /// cosines fill a narrow band far above it.
    static Normalizer ofCosines(Collection<Evidence> cosines) {
        DoubleSummaryStatistics seen = statistics(cosines);
        return new Normalizer(seen.getMin(), seen.getMax());
    }

    /// From 0, which is what an item has in which no term occurs, to the greatest BM25 of the shortlist.
    static Normalizer ofBm25s(Collection<Evidence> bm25s) {
        return new Normalizer(0, statistics(bm25s).getMax());
    }

    /// The normalised score; 0 for an item that has none, 1 where all have the same.
    double of(@Nullable Evidence evidence) {
        if (evidence == null) {
            return 0;
        }
        return high > low ? (evidence.score() - low) / (high - low) : 1;
    }

    private static DoubleSummaryStatistics statistics(Collection<Evidence> evidence) {
        return evidence.stream().collect(Collectors.summarizingDouble(Evidence::score));
    }
}
