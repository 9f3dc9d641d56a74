package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.TopN;

/// Which coarse lists one search probes, step by step: first those most similar to the query, then those in which, by
/// what was measured, the nearest lie, until no more than a few of them may be missed.
///
/// Each step probes some times as many lists as were probed before, and what it finds raises the similarity to be
/// reached, which lowers what the rest can hold. Within a step lists are taken in their order in memory.
final class ProbePlan {

    /// Lists that are probed before anything is known of a query.
    private static final int FIRST = 8;
    /// How many times as many lists are probed after a step as before it, at most.
    private static final int GROWTH = 4;

    private static final byte PROBED = -1;

    private final CoarseLists lists;
    private final float[] similarities;
    private final ProbeYield yield;
    private final double missing;
    /// For each list the bin of its margin, or [#PROBED].
    private final byte[] bins;
    /// Lists of bins below this are due.
    private int due;

    private int probed;
    private boolean last;

    /// @param similarities of the query to the centroids of the lists
    /// @param missing how many of the nearest may be expected in lists that are left out
    ProbePlan(CoarseLists lists, float[] similarities, ProbeYield yield, double missing) {
        this.lists = lists;
        this.similarities = similarities;
        this.yield = yield;
        this.missing = missing;
        this.bins = new byte[similarities.length];
        mostSimilar(FIRST);
    }

    /// Whether a list is due in this step; it is said once.
    boolean takes(int list) {
        if (bins[list] == PROBED || bins[list] >= due) {
            return false;
        }
        bins[list] = PROBED;
        probed++;
        return true;
    }

    /// Goes on to the next step.
    ///
    /// @param reached similarity of the worst of the nearest found so far; minus infinity if they are too few
    /// @return false if no list is worth probing any more
    boolean advance(float reached) {
        if (last || probed == bins.length) {
            return false;
        }
        int most = (GROWTH - 1) * probed;
        if (reached == Float.NEGATIVE_INFINITY) {
            mostSimilar(most);
        } else {
            mostPromising(reached, most);
        }
        return true;
    }

    private void mostSimilar(int n) {
        var best = new TopN(n);
        for (int list = 0; list < bins.length; list++) {
            if (bins[list] != PROBED) {
                bins[list] = 1;
                best.offer(similarities[list], list);
            }
        }
        int[] chosen = new int[n];
        int count = best.copyOrdinals(chosen);
        for (int i = 0; i < count; i++) {
            bins[chosen[i]] = 0;
        }
        due = 1;
    }

    private void mostPromising(float reached, int most) {
        int[] counts = new int[ProbeYield.BINS];
        int[] items = new int[ProbeYield.BINS];
        for (int list = 0; list < bins.length; list++) {
            if (bins[list] != PROBED) {
                int bin = ProbeYield.bin(margin(reached, similarities[list], lists.radius(list)));
                bins[list] = (byte) bin;
                counts[bin]++;
                items[bin] += lists.size(list);
            }
        }
        int end = ProbeYield.BINS;
        double missed = 0;
        while (end > 0 && missed + yield.expected(end - 1, items[end - 1]) <= missing) {
            end--;
            missed += yield.expected(end, items[end]);
        }
        due = 0;
        int taken = 0;
        while (due < end && (taken == 0 || taken + counts[due] <= most)) {
            taken += counts[due++];
        }
        last = due == end;
    }

    /// How far the similarity to be reached lies above that of a list's centroid, in radii of the list.
    static float margin(float reached, float similarity, float radius) {
        return (reached - similarity) / Math.max(radius, 1e-6f);
    }
}
