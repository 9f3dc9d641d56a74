package dev.tamis.retrieval.index.memory;

import dev.tamis.common.contract.DenseVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Changes that follow from their numbers, so that two processes know the same ones.
final class ChangeLog {

    private static final int ITEMS = 700;

    private final int dimension;

    ChangeLog(int dimension) {
        this.dimension = dimension;
    }

    VectorChange change(long number) {
        var random = new SplittableRandom(number);
        String id = "i" + random.nextInt(ITEMS);
        if (random.nextInt(4) == 0) {
            return new VectorChange(id, true, null, Map.of());
        }
        float[] vector = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            // Of few values, so that half precision changes none.
            vector[j] = random.nextInt(1, 100);
        }
        return new VectorChange(id, false, DenseVector.of(vector), Map.of("change", (double) number));
    }

    /// The changes later than one, up to another.
    List<VectorChange> changes(long after, long last) {
        return LongStream.rangeClosed(after + 1, last).mapToObj(this::change).toList();
    }

    /// What there is after the changes up to one.
    Map<String, Contents.Held> itemsAt(long last) {
        var items = new HashMap<String, Contents.Held>();
        for (VectorChange each : changes(0, last)) {
            if (each.deleted()) {
                items.remove(each.id());
            } else {
                items.put(each.id(), new Contents.Held(each.vector(), each.attributes()));
            }
        }
        return items;
    }
}
