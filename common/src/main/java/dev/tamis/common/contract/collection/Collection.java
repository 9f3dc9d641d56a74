package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A named set of items that are searched together.
///
/// @param model embedding model of its vectors; absent if callers bring their own
/// @param dimension floats in a vector
/// @param index how dense search was asked to work
/// @param indexState how it works at present
/// @param items how many it holds
/// @param itemsWithoutVector how many of them are found lexically only, because their vector is still to be made
/// @param attributes what filters may name, by name; an attribute is known from the first item that has it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Collection(
        String name,
        @Nullable String model,
        int dimension,
        Language language,
        IndexKind index,
        IndexState indexState,
        long items,
        long itemsWithoutVector,
        List<Attribute> attributes,
        Instant createdAt) {

    public Collection {
        attributes = List.copyOf(attributes);
    }
}
