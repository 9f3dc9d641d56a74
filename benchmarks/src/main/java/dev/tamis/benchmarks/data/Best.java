package dev.tamis.benchmarks.data;

import java.util.Arrays;

/// The best few of many scores, in order; for few insertions, as a scan has them.
final class Best {

    private final float[] scores;
    private final int[] ids;
    private int size;

    Best(int k) {
        scores = new float[k];
        ids = new int[k];
    }

    /// What a score has to exceed; negative infinity until `k` are there.
    float least() {
        return size < scores.length ? Float.NEGATIVE_INFINITY : scores[size - 1];
    }

    /// Puts a score that exceeds [#least] in its place, behind those equal to it.
    void add(float score, int id) {
        int at = size < scores.length ? size++ : size - 1;
        for (; at > 0 && scores[at - 1] < score; at--) {
            scores[at] = scores[at - 1];
            ids[at] = ids[at - 1];
        }
        scores[at] = score;
        ids[at] = id;
    }

    void addAll(Best other) {
        for (int i = 0; i < other.size; i++) {
            if (other.scores[i] > least()) {
                add(other.scores[i], other.ids[i]);
            }
        }
    }

    int[] ids() {
        return Arrays.copyOf(ids, size);
    }

    float[] scores() {
        return Arrays.copyOf(scores, size);
    }
}
