package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.HalfDotProducts;
import dev.tamis.common.kernel.Int8DotProducts;
import dev.tamis.common.kernel.TopN;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Measures on sample queries where the first pass of a segment ranks the items that are truly nearest, and in which
/// coarse lists they lie.
final class Calibrator {

    /// How many queries are asked at most.
    static final int QUERIES = 128;
    /// Ranks beyond this are all the same: no shortlist is as long.
    private static final int DEEPEST = 4_096;
    /// Candidates by int8 among which the nearest are found.
    private static final int WIDE = 300;

    private static final int BATCH = 4_096;

    private final SegmentVectors vectors;
    private final int deepest;
    private final int[] depths;
    private final Workers workers;

    Calibrator(SegmentVectors vectors, Workers workers) {
        this.vectors = vectors;
        this.deepest = Math.min(DEEPEST, Math.max(1, vectors.size()));
        this.workers = workers;
        this.depths = IntStream.of(ShortlistCurve.DEPTHS)
                .map(depth -> Math.min(depth, Math.max(1, vectors.size() / 10)))
                .toArray();
    }

    /// Items in the place of queries, as long as none were asked. Their nearest, themselves, are left out.
    Calibration onItems() {
        int[] chosen = new SplittableRandom(4)
                .ints(QUERIES * 2L, 0, Math.max(1, vectors.size()))
                .distinct()
                .filter(ordinal -> vectors.size() > 0 && vectors.inverseNorm(ordinal) != 0)
                .limit(QUERIES)
                .toArray();
        return measure(chosen.length, i -> vector(chosen[i]), chosen);
    }

    /// @param queries of norm 1, at least one
    Calibration onQueries(List<float[]> queries) {
        return measure(queries.size(), queries::get, new int[0]);
    }

    private interface Queries {
        float[] get(int i);
    }

    private float[] vector(int ordinal) {
        float[] vector = new float[vectors.space().dimension()];
        long row = (long) ordinal * vector.length;
        for (int j = 0; j < vector.length; j++) {
            short half = vectors.halves().get(ValueLayout.JAVA_SHORT_UNALIGNED, Short.BYTES * (row + j));
            vector[j] = vectors.inverseNorm(ordinal) * Float.float16ToFloat(half);
        }
        return vector;
    }

    private Calibration measure(int n, Queries queries, int[] themselves) {
        int[][] ranks = new int[depths.length][];
        for (int i = 0; i < depths.length; i++) {
            ranks[i] = new int[Math.max(1, n * depths[i])];
            Arrays.fill(ranks[i], 1);
        }
        var yield = new ProbeYield.Builder();
        workers.divide(n, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                var query = new QueryForm(queries.get(i));
                var nearest = nearest(query, i < themselves.length ? themselves[i] : -1);
                observe(query, nearest, i, ranks, yield);
            }
        });
        return new Calibration(ShortlistCurve.of(ranks), vectors.lists().count() > 1 ? yield.build() : null);
    }

    /// The true nearest, best first.
    private static final class Nearest {

        final int count;
        final int[] ordinals;
        final float[] cosines;

        Nearest(int count, int[] ordinals, float[] cosines) {
            this.count = count;
            this.ordinals = ordinals;
            this.cosines = cosines;
        }
    }

    private Nearest nearest(QueryForm query, int itself) {
        var wide = new TopN(Math.min(WIDE, vectors.size()));
        int[] dots = new int[BATCH];
        float least = Float.NEGATIVE_INFINITY;
        for (int first = 0; first < vectors.size(); first += BATCH) {
            int n = Math.min(BATCH, vectors.size() - first);
            Int8DotProducts.score(query.bytes, vectors.bytes(), first, n, dots);
            for (int i = 0; i < n; i++) {
                float score = dots[i] * query.bytes.scale() * vectors.int8Scale(first + i);
                // A hole has the norm 0.
                if (score > least && first + i != itself && vectors.inverseNorm(first + i) != 0) {
                    least = wide.offer(score, first + i);
                }
            }
        }
        int[] ordinals = new int[wide.size()];
        int n = wide.copyOrdinals(ordinals);
        float[] scores = new float[n];
        HalfDotProducts.gather(query.unit, vectors.halves(), ordinals, n, scores);
        var best = new TopN(Math.max(1, Math.min(n, depths[depths.length - 1])));
        for (int i = 0; i < n; i++) {
            best.offer(scores[i] * vectors.inverseNorm(ordinals[i]), ordinals[i]);
        }
        int[] sorted = new int[best.size()];
        float[] cosines = new float[best.size()];
        int found = best.drainSorted(sorted, cosines);
        return new Nearest(found, sorted, cosines);
    }

    private void observe(QueryForm query, Nearest nearest, int number, int[][] ranks, ProbeYield.Builder yield) {
        var first = new TopN(deepest);
        var scan = new SegmentScan(vectors, query, null);
        scan.everything(first);
        int[] ordinals = new int[first.size()];
        int n = first.drainSorted(ordinals, new float[first.size()]);
        int[] rankOf = new int[nearest.count];
        Arrays.fill(rankOf, 2 * deepest);
        var places = new HashMap<Integer, Integer>();
        for (int i = 0; i < nearest.count; i++) {
            places.put(nearest.ordinals[i], i);
        }
        for (int rank = 0; rank < n; rank++) {
            Integer place = places.get(ordinals[rank]);
            if (place != null) {
                rankOf[place] = rank + 1;
            }
        }
        for (int i = 0; i < depths.length; i++) {
            for (int j = 0; j < Math.min(depths[i], nearest.count); j++) {
                ranks[i][number * depths[i] + j] = rankOf[j];
            }
        }
        if (vectors.lists().count() > 1) {
            for (int i = 1; i < depths.length; i++) {
                yields(query, nearest, depths[i], yield);
            }
        }
    }

    private void yields(QueryForm query, Nearest nearest, int depth, ProbeYield.Builder yield) {
        if (nearest.count < depth) {
            return;
        }
        CoarseLists lists = vectors.lists();
        float reached = nearest.cosines[depth - 1];
        float[] similarities = lists.similarities(query);
        int[] found = new int[lists.count()];
        for (int i = 0; i < depth; i++) {
            found[lists.of(nearest.ordinals[i])]++;
        }
        synchronized (yield) {
            for (int list = 0; list < lists.count(); list++) {
                yield.add(
                        ProbePlan.margin(reached, similarities[list], lists.radius(list)),
                        lists.size(list),
                        found[list]);
            }
        }
    }
}
