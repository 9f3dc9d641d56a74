package dev.tamis.retrieval.index.attribute;

import java.util.Arrays;

/// Ranks as runs, in no order; some may be held twice.
final class RankSet {

    private int[] bounds = new int[2];
    private int runs;

    int runs() {
        return runs;
    }

    int from(int run) {
        return bounds[2 * run];
    }

    /// The first rank after a run.
    int to(int run) {
        return bounds[2 * run + 1];
    }

    /// Adds a run; an empty one changes nothing.
    RankSet add(int from, int to) {
        if (from >= to) {
            return this;
        }
        if (runs > 0 && to(runs - 1) == from) {
            bounds[2 * runs - 1] = to;
            return this;
        }
        if (2 * runs == bounds.length) {
            bounds = Arrays.copyOf(bounds, 4 * runs);
        }
        bounds[2 * runs] = from;
        bounds[2 * runs + 1] = to;
        runs++;
        return this;
    }

    /// The ranks of none of the runs, which are in ascending order.
    ///
    /// @param size how many ranks there are
    RankSet others(int size) {
        var others = new RankSet();
        int from = 0;
        for (int run = 0; run < runs; run++) {
            others.add(from, from(run));
            from = to(run);
        }
        return others.add(from, size);
    }
}
