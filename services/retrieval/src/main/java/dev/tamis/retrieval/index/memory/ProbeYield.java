package dev.tamis.retrieval.index.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// How likely an item of a coarse list is among the nearest, by the list's margin: how far the similarity that it
/// takes to be among them lies above that of the list's centroid, in units of the list's radius. Measured on sample
/// queries; one curve holds for all lists and for all depths.
///
/// The idea of a stop per query from expected rather than fixed effort is that of adaptive partition scanning (Quake,
/// OSDI 2025); the geometry there is replaced by what was measured here.
final class ProbeYield {

    static final int BINS = 128;

    private static final double LOWEST = -0.5;
    private static final double HIGHEST = 1.5;
    private static final double BINS_PER_UNIT = BINS / (HIGHEST - LOWEST);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    static final int BYTES = BINS * Float.BYTES;

    /// Share of items, by bin; never rising.
    private final float[] shares;

    private ProbeYield(float[] shares) {
        this.shares = shares;
    }

    /// Counts what sample queries find.
    static final class Builder {

        private final double[] items = new double[BINS];
        private final double[] hits = new double[BINS];

        /// @param size items of the list
        /// @param found how many of them are among the nearest
        void add(double margin, int size, int found) {
            items[bin(margin)] += size;
            hits[bin(margin)] += found;
        }

        /// Pools neighbouring bins until no share is above that of a smaller margin (pool adjacent violators).
        ProbeYield build() {
            int[] ends = new int[BINS];
            double[] pooledItems = new double[BINS];
            double[] pooledHits = new double[BINS];
            int pools = 0;
            for (int bin = 0; bin < BINS; bin++) {
                ends[pools] = bin + 1;
                pooledItems[pools] = items[bin];
                pooledHits[pools] = hits[bin];
                pools++;
                while (pools > 1
                        && pooledHits[pools - 1] * pooledItems[pools - 2]
                                >= pooledHits[pools - 2] * pooledItems[pools - 1]) {
                    pools--;
                    ends[pools - 1] = ends[pools];
                    pooledItems[pools - 1] += pooledItems[pools];
                    pooledHits[pools - 1] += pooledHits[pools];
                }
            }
            float[] shares = new float[BINS];
            int bin = 0;
            for (int pool = 0; pool < pools; pool++) {
                for (; bin < ends[pool]; bin++) {
                    shares[bin] = pooledItems[pool] == 0 ? 0 : (float) (pooledHits[pool] / pooledItems[pool]);
                }
            }
            return new ProbeYield(shares);
        }
    }

    /// How many of so many items in lists of a bin are expected to be among the nearest.
    double expected(int bin, int items) {
        return (double) shares[bin] * items;
    }

    /// The bin of a margin, 0 to below [#BINS]; lower ones promise more.
    static int bin(double margin) {
        return Math.clamp((int) ((margin - LOWEST) * BINS_PER_UNIT), 0, BINS - 1);
    }

    void write(MemorySegment into, long offset) {
        for (int bin = 0; bin < BINS; bin++) {
            into.set(FLOAT, offset + 4L * bin, shares[bin]);
        }
    }

    static ProbeYield read(MemorySegment from, long offset) {
        float[] shares = new float[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            shares[bin] = from.get(FLOAT, offset + 4L * bin);
        }
        return new ProbeYield(shares);
    }
}
