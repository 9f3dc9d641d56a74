package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.AsymmetricQuery;
import dev.tamis.common.kernel.AsymmetricScan;
import dev.tamis.common.kernel.Int8DotProducts;
import dev.tamis.common.kernel.TopN;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The first pass of one search over one segment: estimates from codes, of all allowed items or of those in the lists
/// that are worth probing.
final class SegmentScan {

    /// Lists that are probed before anything is known of a query.
    private static final int FIRST_PROBES = 8;

    private final SegmentVectors vectors;
    private final QueryForm query;
    private final AsymmetricQuery codes;
    private final long @Nullable [] allowed;
    private final float[] similarities;

    /// @param allowed ordinals that may answer; null for all items with a vector
    SegmentScan(SegmentVectors vectors, QueryForm query, long @Nullable [] allowed) {
        this.vectors = vectors;
        this.query = query;
        this.codes = query.in(vectors.space());
        this.allowed = allowed;
        this.similarities = vectors.lists().similarities(query);
    }

    /// Offers the estimates of all allowed items.
    void everything(TopN best) {
        for (int list = 0; list < similarities.length; list++) {
            scan(list, best);
        }
    }

    /// Offers the estimates of the allowed items in the lists in which, by what was measured, all but a few of the
    /// `k` nearest lie.
    ///
    /// @param missing how many of the nearest may be expected in lists that are left out
    /// @param floor similarity of the `k`-th nearest found elsewhere; minus infinity if nothing was
    /// @return how many lists were probed
    int probe(TopN best, int k, double missing, float floor, ProbeYield yield) {
        int lists = similarities.length;
        int[] order = byDescending(similarities, lists);
        int probed = 0;
        for (; probed < Math.min(FIRST_PROBES, lists); probed++) {
            scan(order[probed], best);
        }
        // The similarity to be reached rises with what is found, and with it the effort falls: look twice.
        for (int look = 0; look < 2; look++) {
            float reached = Math.max(floor, kth(best, k));
            if (reached == Float.NEGATIVE_INFINITY) {
                // Too few allowed items so far to tell: go on where they are likeliest.
                int more = Math.min(lists, 2 * probed);
                for (; probed < more; probed++) {
                    scan(order[probed], best);
                }
                if (probed < lists) {
                    look--;
                    continue;
                }
                return probed;
            }
            int last = plan(order, probed, reached, missing, yield);
            int stop = look == 0 ? probed + (last - probed) / 2 : last;
            for (; probed < stop; probed++) {
                scan(order[probed], best);
            }
        }
        return probed;
    }

    /// Sorts the lists not probed yet by what they promise, and finds the first that need not be.
    private int plan(int[] order, int probed, float reached, double missing, ProbeYield yield) {
        CoarseLists lists = vectors.lists();
        int n = order.length - probed;
        float[] shares = new float[n];
        double left = 0;
        for (int i = 0; i < n; i++) {
            int list = order[probed + i];
            shares[i] = yield.at(margin(reached, similarities[list], lists.radius(list)));
            left += shares[i] * lists.size(list);
        }
        int[] byShare = byDescending(shares, n);
        int[] sorted = new int[n];
        int needed = 0;
        for (int i = 0; i < n; i++) {
            int list = order[probed + byShare[i]];
            sorted[i] = list;
            if (left > missing) {
                needed = i + 1;
            }
            left -= shares[byShare[i]] * lists.size(list);
        }
        System.arraycopy(sorted, 0, order, probed, n);
        return probed + needed;
    }

    /// How far the similarity to be reached lies above that of a list's centroid, in radii of the list.
    static float margin(float reached, float similarity, float radius) {
        return (reached - similarity) / Math.max(radius, 1e-6f);
    }

    private void scan(int list, TopN best) {
        CoarseLists lists = vectors.lists();
        AsymmetricScan.scan(
                vectors.codes(),
                lists.start(list),
                lists.end(list) - lists.start(list),
                vectors.space().words(),
                codes,
                similarities[list],
                allowed,
                best);
    }

    /// The similarity of the `k`-th nearest so far, by int8 rows; minus infinity if there are fewer.
    private float kth(TopN best, int k) {
        if (best.size() < k) {
            return Float.NEGATIVE_INFINITY;
        }
        int[] ordinals = new int[best.size()];
        int n = best.copyOrdinals(ordinals);
        int[] dots = new int[n];
        Int8DotProducts.gather(query.bytes, vectors.bytes(), ordinals, n, dots);
        var nearest = new TopN(k);
        for (int i = 0; i < n; i++) {
            nearest.offer(dots[i] * query.bytes.scale() * vectors.int8Scale(ordinals[i]), ordinals[i]);
        }
        return nearest.threshold();
    }

    private static int[] byDescending(float[] values, int n) {
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            keys[i] = (long) ~ascending << 32 | i;
        }
        Arrays.sort(keys);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }
}
