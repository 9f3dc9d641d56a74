package dev.tamis.retrieval.index.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// How long a shortlist must be so that it holds a share of the true `k` nearest items, as measured on sample
/// queries: the quantiles of the ranks that those items have in the first pass.
final class ShortlistCurve {

    /// Depths at which ranks are measured.
    static final int[] DEPTHS = {1, 10, 100};

    private static final double[] SHARES = {0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999};
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    static final int BYTES = DEPTHS.length * SHARES.length * Float.BYTES;

    /// `[depth][share]`, ranks from 1.
    private final float[][] ranks;

    private ShortlistCurve(float[][] ranks) {
        this.ranks = ranks;
    }

    /// @param observed for each of [#DEPTHS] the ranks of all true neighbours of all queries, from 1, at least one
    static ShortlistCurve of(int[][] observed) {
        float[][] ranks = new float[DEPTHS.length][SHARES.length];
        for (int i = 0; i < DEPTHS.length; i++) {
            int[] sorted = observed[i].clone();
            Arrays.sort(sorted);
            for (int s = 0; s < SHARES.length; s++) {
                int at = (int) Math.ceil(SHARES[s] * sorted.length) - 1;
                ranks[i][s] = sorted[Math.clamp(at, 0, sorted.length - 1)];
            }
        }
        return new ShortlistCurve(ranks);
    }

    /// Length of the shortlist that is expected to hold a share of the `k` nearest; between and beyond the measured
    /// points the logarithms go in a straight line.
    int length(int k, double share) {
        int high = 1;
        while (high < DEPTHS.length - 1 && DEPTHS[high] < k) {
            high++;
        }
        double at = Math.log((double) k / DEPTHS[high - 1]) / Math.log((double) DEPTHS[high] / DEPTHS[high - 1]);
        double low = Math.log(rank(high - 1, share));
        double length = Math.exp(low + at * (Math.log(rank(high, share)) - low));
        return (int) Math.ceil(Math.max(k, length));
    }

    /// Shares are spaced by the logarithm of what is missing.
    private double rank(int depth, double share) {
        int high = 1;
        while (high < SHARES.length - 1 && SHARES[high] < share) {
            high++;
        }
        double missLow = Math.log(1 - SHARES[high - 1]);
        double missHigh = Math.log(1 - SHARES[high]);
        double at = Math.max(0, (missLow - Math.log(1 - share)) / (missLow - missHigh));
        double low = Math.log(ranks[depth][high - 1]);
        return Math.exp(low + at * (Math.log(ranks[depth][high]) - low));
    }

    void write(MemorySegment into, long offset) {
        for (int i = 0; i < DEPTHS.length * SHARES.length; i++) {
            into.set(FLOAT, offset + 4L * i, ranks[i / SHARES.length][i % SHARES.length]);
        }
    }

    static ShortlistCurve read(MemorySegment from, long offset) {
        float[][] ranks = new float[DEPTHS.length][SHARES.length];
        for (int i = 0; i < DEPTHS.length * SHARES.length; i++) {
            ranks[i / SHARES.length][i % SHARES.length] = from.get(FLOAT, offset + 4L * i);
        }
        return new ShortlistCurve(ranks);
    }
}
