package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.AsymmetricQuery;
import dev.tamis.common.kernel.AsymmetricScan;
import dev.tamis.common.kernel.Int8DotProducts;
import dev.tamis.common.kernel.TopN;
import org.jspecify.annotations.Nullable;

/// The first pass of one search over one segment: estimates from codes, of all allowed items or of those in the lists
/// that are worth probing.
final class SegmentScan {

    /// Candidates beyond twice the hits wanted that are looked at to tell how near the hits are.
    private static final int SPARE = 10;

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
    void probe(TopN best, int k, double missing, float floor, ProbeYield yield) {
        var plan = new ProbePlan(vectors.lists(), similarities, yield, missing);
        do {
            for (int list = 0; list < similarities.length; list++) {
                if (plan.takes(list)) {
                    scan(list, best);
                }
            }
        } while (plan.advance(Math.max(floor, kth(best, k))));
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

    /// The similarity of the `k`-th nearest so far, by the int8 rows of those that seem nearest; minus infinity if
    /// there are fewer.
    private float kth(TopN best, int k) {
        int[] ordinals = new int[2 * k + SPARE];
        int n = best.copyBest(ordinals.length, ordinals);
        if (n < k) {
            return Float.NEGATIVE_INFINITY;
        }
        int[] dots = new int[n];
        Int8DotProducts.gather(query.bytes, vectors.bytes(), ordinals, n, dots);
        var nearest = new TopN(k);
        for (int i = 0; i < n; i++) {
            nearest.offer(dots[i] * query.bytes.scale() * vectors.int8Scale(ordinals[i]), ordinals[i]);
        }
        return nearest.threshold();
    }
}
