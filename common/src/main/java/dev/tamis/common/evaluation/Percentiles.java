package dev.tamis.common.evaluation;

import java.util.Arrays;

/// Percentiles of a sample, by nearest rank: the smallest value that at least `p` percent of the sample do not
/// exceed. Every percentile is thus a value that was measured. The unit is the sample's.
///
/// @param p50 the median
public record Percentiles(double p50, double p95, double p99) {

    /// Cost: sorts a copy of the sample.
    ///
    /// @throws IllegalArgumentException if the sample is empty
    public static Percentiles of(double[] sample) {
        if (sample.length == 0) {
            throw new IllegalArgumentException("an empty sample has no percentiles");
        }
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        return new Percentiles(nearestRank(sorted, 50), nearestRank(sorted, 95), nearestRank(sorted, 99));
    }

    private static double nearestRank(double[] sorted, int p) {
        long rank = Math.ceilDiv((long) p * sorted.length, 100L);
        return sorted[(int) rank - 1];
    }
}
