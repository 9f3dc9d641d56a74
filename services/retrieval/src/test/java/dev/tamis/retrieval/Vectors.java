package dev.tamis.retrieval;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.item.Item;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Random vectors, and items that have them.
public final class Vectors {

    private final int dimension;
    private final SplittableRandom random;

    public Vectors(int dimension, long seed) {
        this.dimension = dimension;
        this.random = new SplittableRandom(seed);
    }

    public DenseVector gaussian() {
        float[] values = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return DenseVector.of(values);
    }

    /// Items `i<from>` to below `i<to>` with their number as attribute.
    public List<Item> items(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Item("i" + i, Map.of("title", "item " + i), Map.of("number", i), gaussian()))
                .toList();
    }
}
