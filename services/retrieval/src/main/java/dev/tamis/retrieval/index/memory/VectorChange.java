package dev.tamis.retrieval.index.memory;

import dev.tamis.common.contract.DenseVector;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The last change to an item, as the index needs it.
///
/// @param deleted whether the item is gone; it has no vector and attributes then
/// @param vector of any norm but zero, values as half precision has them; null if there is none yet: the item is
///     counted in facets then, but not found
/// @param attributes a string, number, boolean or geo point, or a list of one of these, by name
public record VectorChange(
        String id, boolean deleted, @Nullable DenseVector vector, Map<String, Object> attributes) {}
