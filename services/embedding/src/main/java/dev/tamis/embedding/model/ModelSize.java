package dev.tamis.embedding.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A depth to which a model may be run: fewer layers take less time and answer shorter vectors.
///
/// @param name `small`, `medium` or `full`
/// @param layers how many of the model's layers run; null if its description does not say
/// @param dimensions the lengths to which its vectors may be cut, the greatest first
public record ModelSize(String name, @Nullable Integer layers, List<Integer> dimensions) {

    /// The name of the size that every embedding model has: all its layers.
    public static final String FULL = "full";

    public ModelSize {
        dimensions = List.copyOf(dimensions);
    }

    /// Floats in a vector of this size.
    public int dimension() {
        return dimensions.getFirst();
    }
}
