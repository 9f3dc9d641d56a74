package dev.tamis.retrieval.index.memory;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.kernel.HalfDotProducts;
import dev.tamis.common.kernel.Int8DotProducts;
import dev.tamis.common.kernel.TopN;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One search in one snapshot, as a funnel: estimates from codes over all allowed items of the lists worth probing,
/// int8 for the shortlist, half precision for the few that are left.
final class MemorySearch {

    /// Candidates whose exact cosine is computed, for each hit wanted; and at least so many.
    private static final int EXACT_PER_HIT = 3;

    private static final int LEAST_EXACT = 30;
    /// Where so few items are allowed, each is scored exactly.
    private static final int FEW = 512;
    /// Where at most so many times the shortlist are allowed, their codes are not worth a look.
    private static final int SHORT = 4;
    /// Where at most this share of a segment is allowed, coarse lists are not worth choosing from.
    private static final double SPARSE = 0.05;
    /// How what may be missed is divided: this part in lists left out, the rest in shortlists cut short.
    private static final double MISSED_IN_LISTS = 0.6;

    private static final int BATCH = 4_096;
    private static final Comparator<MemoryHit> BEST_FIRST =
            Comparator.comparingDouble(MemoryHit::cosine).reversed().thenComparing(MemoryHit::id, IdOrder::compare);

    private final Snapshot snapshot;
    private final QueryForm query;
    private final int k;
    private final @Nullable Filter filter;
    private final Effort effort;
    private final TopN nearest;

    MemorySearch(Snapshot snapshot, QueryForm query, int k, @Nullable Filter filter, Effort effort) {
        this.snapshot = snapshot;
        this.query = query;
        this.k = k;
        this.filter = filter;
        this.effort = effort;
        this.nearest = new TopN(k);
    }

    /// Items of one segment or of the tail that are still in the running.
    private static final class Candidates {

        final Rows rows;
        final int[] ordinals;
        final float[] scores;
        final int count;

        Candidates(Rows rows, int[] ordinals, float[] scores, int count) {
            this.rows = rows;
            this.ordinals = ordinals;
            this.scores = scores;
            this.count = count;
        }
    }

    List<MemoryHit> hits() {
        var allowed = new Allowed(snapshot, filter);
        var hits = new ArrayList<MemoryHit>();
        if (effort.exact() || allowed.vectors() <= FEW) {
            for (int i = 0; i < snapshot.sealed.size(); i++) {
                exact(snapshot.sealed.get(i).segment, allowed.in(i), hits);
            }
            exactTail(allowed.inTail(), hits);
        } else {
            for (Candidates each : shortlists(allowed)) {
                rescore(each, hits);
            }
        }
        hits.sort(BEST_FIRST);
        return List.copyOf(hits.subList(0, Math.min(k, hits.size())));
    }

    /// The items that are left after the first pass, before anything is rescored exactly.
    List<String> shortlisted() {
        var ids = new ArrayList<String>();
        var allowed = new Allowed(snapshot, filter);
        for (int i = 0; i < snapshot.sealed.size(); i++) {
            Candidates each = firstPass(i, allowed);
            for (int j = 0; j < each.count; j++) {
                ids.add(each.rows.id(each.ordinals[j]));
            }
        }
        return ids;
    }

    private List<Candidates> shortlists(Allowed allowed) {
        int length = Math.max(LEAST_EXACT, EXACT_PER_HIT * k);
        var lists = new ArrayList<Candidates>();
        for (int i = 0; i < snapshot.sealed.size(); i++) {
            Candidates first = firstPass(i, allowed);
            lists.add(best(first.rows, first.ordinals, first.scores, first.count, length));
        }
        var best = new TopN(length);
        snapshot.tail.scan(query, snapshot.tailCount, allowed.inTail(), best);
        int[] ordinals = new int[best.size()];
        float[] scores = new float[best.size()];
        int n = best.drainSorted(ordinals, scores);
        lists.add(new Candidates(snapshot.tail, ordinals, scores, n));
        return cut(lists, length);
    }

    /// The shortlist of a segment with int8 scores.
    private Candidates firstPass(int number, Allowed allowed) {
        Segment segment = snapshot.sealed.get(number).segment;
        SegmentVectors rows = segment.vectors();
        Calibration calibration = rows.calibration();
        double missed = 1 - effort.targetRecall();
        boolean lists = calibration.yield() != null;
        double share = 1 - missed * (lists ? 1 - MISSED_IN_LISTS : 1);
        int length = Math.max(
                Math.max(LEAST_EXACT, EXACT_PER_HIT * k), calibration.curve().length(k, share));
        int candidates = allowed.vectors(number);
        int[] ordinals;
        int n;
        if (candidates <= SHORT * length) {
            ordinals = new int[candidates];
            n = Bits.list(allowed.in(number), 0, rows.size(), ordinals);
        } else {
            var scan = new SegmentScan(rows, query, allowed.forScan(number));
            var best = new TopN(length);
            if (calibration.yield() == null || candidates <= SPARSE * rows.size()) {
                scan.everything(best);
            } else {
                scan.probe(best, k, missed * MISSED_IN_LISTS * k, nearest.threshold(), calibration.yield());
            }
            ordinals = new int[best.size()];
            n = best.copyOrdinals(ordinals);
        }
        int[] dots = new int[n];
        Int8DotProducts.gather(query.bytes, rows.bytes(), ordinals, n, dots);
        float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            scores[i] = dots[i] * query.bytes.scale() * rows.int8Scale(ordinals[i]);
            nearest.offer(scores[i], ordinals[i]);
        }
        return new Candidates(segment, ordinals, scores, n);
    }

    private static Candidates best(Rows rows, int[] ordinals, float[] scores, int count, int length) {
        if (count <= length) {
            return new Candidates(rows, ordinals, scores, count);
        }
        var best = new TopN(length);
        for (int i = 0; i < count; i++) {
            best.offer(scores[i], ordinals[i]);
        }
        int[] kept = new int[length];
        float[] keptScores = new float[length];
        return new Candidates(rows, kept, keptScores, best.drainSorted(kept, keptScores));
    }

    /// Leaves the best of all lists together.
    private static List<Candidates> cut(List<Candidates> lists, int length) {
        var best = new TopN(length);
        for (Candidates each : lists) {
            for (int i = 0; i < each.count; i++) {
                best.offer(each.scores[i], i);
            }
        }
        float least = best.threshold();
        var kept = new ArrayList<Candidates>();
        for (Candidates each : lists) {
            int n = 0;
            int[] ordinals = new int[each.count];
            float[] scores = new float[each.count];
            for (int i = 0; i < each.count; i++) {
                if (each.scores[i] >= least) {
                    ordinals[n] = each.ordinals[i];
                    scores[n++] = each.scores[i];
                }
            }
            kept.add(new Candidates(each.rows, ordinals, scores, n));
        }
        return kept;
    }

    private void rescore(Candidates candidates, List<MemoryHit> hits) {
        Rows rows = candidates.rows;
        float[] cosines = new float[candidates.count];
        if (rows instanceof Segment segment) {
            HalfDotProducts.gather(
                    query.unit, segment.vectors().halves(), candidates.ordinals, candidates.count, cosines);
        } else {
            for (int i = 0; i < candidates.count; i++) {
                cosines[i] = HalfDotProducts.dot(query.unit, rows.halves(candidates.ordinals[i]), 0);
            }
        }
        for (int i = 0; i < candidates.count; i++) {
            int ordinal = candidates.ordinals[i];
            hits.add(new MemoryHit(rows.id(ordinal), cosine(cosines[i], rows.inverseNorm(ordinal))));
        }
    }

    /// Adds the best `k` of a segment, and whatever equals the last of them.
    private void exact(Segment segment, long[] allowed, List<MemoryHit> hits) {
        int[] ordinals = new int[BATCH];
        float[] batch = new float[BATCH];
        int size = segment.vectors().size();
        float[] cosines = new float[size];
        var best = new TopN(k);
        for (int first = 0; first < size; first += BATCH) {
            int n = Bits.list(allowed, first, Math.min(size, first + BATCH), ordinals);
            HalfDotProducts.gather(query.unit, segment.vectors().halves(), ordinals, n, batch);
            for (int i = 0; i < n; i++) {
                cosines[ordinals[i]] = (float) cosine(batch[i], segment.inverseNorm(ordinals[i]));
                best.offer(cosines[ordinals[i]], ordinals[i]);
            }
        }
        float least = best.threshold();
        for (int first = 0; first < size; first += BATCH) {
            int n = Bits.list(allowed, first, Math.min(size, first + BATCH), ordinals);
            for (int i = 0; i < n; i++) {
                if (cosines[ordinals[i]] >= least) {
                    hits.add(new MemoryHit(segment.id(ordinals[i]), cosines[ordinals[i]]));
                }
            }
        }
    }

    private void exactTail(long[] allowed, List<MemoryHit> hits) {
        int[] ordinals = new int[Bits.count(allowed, snapshot.tailCount)];
        int n = Bits.list(allowed, 0, snapshot.tailCount, ordinals);
        for (int i = 0; i < n; i++) {
            float dot = HalfDotProducts.dot(query.unit, snapshot.tail.halves(ordinals[i]), 0);
            hits.add(new MemoryHit(
                    snapshot.tail.id(ordinals[i]), (float) cosine(dot, snapshot.tail.inverseNorm(ordinals[i]))));
        }
    }

    /// Rounding may lead out of the range.
    static double cosine(float dot, float inverseNorm) {
        return Math.clamp(dot * inverseNorm, -1f, 1f);
    }
}
