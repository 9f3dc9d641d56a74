package dev.tamis.worker.data;

import dev.tamis.common.contract.retrieval.VectorPage;
import dev.tamis.training.data.Rows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Items as they come in, page by page: all of them, or a sample that only depends on their ids, and those that were
/// judged in any case.
final class Items {

    private final int dimension;
    private final long threshold;
    private final Set<String> judged;
    private final Map<String, Integer> positions = new HashMap<>();
    private float[] values;

    /// @param expected about how many there are
    /// @param most about how many are to be kept
    /// @param judged ids of those that are kept whatever happens
    Items(int dimension, long expected, int most, Set<String> judged) {
        this.dimension = dimension;
        this.threshold =
                expected <= most ? 1L << Integer.SIZE : (long) ((double) most / expected * (1L << Integer.SIZE));
        this.judged = judged;
        this.values = new float[Math.toIntExact(Math.min(expected, most) * dimension)];
    }

    void add(VectorPage page) {
        for (int i = 0; i < page.ids().size(); i++) {
            String id = page.ids().get(i);
            if (isSampled(id) || judged.contains(id)) {
                int at = positions.size() * dimension;
                if (at == values.length) {
                    values = Arrays.copyOf(values, Math.max(at + at / 8, at + 100 * dimension));
                }
                page.copy(i, values, at);
                positions.put(id, positions.size());
            }
        }
    }

    private boolean isSampled(String id) {
        // Fibonacci hashing spreads hash codes of ids that are alike.
        return Integer.toUnsignedLong(id.hashCode() * 0x9E3779B9) < threshold;
    }

    int count() {
        return positions.size();
    }

    /// The vectors in the order in which they came. Nothing can be added afterwards.
    Rows rows() {
        int length = positions.size() * dimension;
        return new Rows(values.length == length ? values : Arrays.copyOf(values, length), dimension);
    }

    /// Where the items' vectors are, by id.
    Map<String, Integer> positions() {
        return positions;
    }
}
