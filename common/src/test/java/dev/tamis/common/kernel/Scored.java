package dev.tamis.common.kernel;

import java.util.ArrayList;
import java.util.List;

/// One of what a [TopN] keeps, for comparing.
record Scored(float score, int ordinal) {

    /// Moves out what is kept, best first.
    static List<Scored> drained(TopN best) {
        int[] ordinals = new int[best.size()];
        float[] scores = new float[best.size()];
        int count = best.drainSorted(ordinals, scores);
        List<Scored> kept = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            kept.add(new Scored(scores[i], ordinals[i]));
        }
        return kept;
    }
}
