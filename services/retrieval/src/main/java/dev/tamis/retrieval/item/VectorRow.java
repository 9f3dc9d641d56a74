package dev.tamis.retrieval.item;

import dev.tamis.common.contract.DenseVector;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The last change to an item, with its vector.
///
/// @param change its number; within a collection numbers grow in the order of commits
/// @param deleted whether the item is gone; it has no vector and attributes then
/// @param attributes a string, number, boolean or geo point, or a list of one of these, by name
/// @param vector as it is stored, in half precision; null while it is still to be made
public record VectorRow(
        long change,
        String id,
        boolean deleted,
        Map<String, Object> attributes,
        @Nullable DenseVector vector) {}
