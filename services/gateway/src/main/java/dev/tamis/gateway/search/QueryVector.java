package dev.tamis.gateway.search;

import dev.tamis.common.contract.DenseVector;
import org.jspecify.annotations.Nullable;

/// Where the vector of a search comes from.
sealed interface QueryVector {

    /// @param model that made it; null if it is the caller's own
    /// @param mapped whether it is another model's than the collection's, so that it is mapped into its space
    record Present(DenseVector vector, @Nullable String model, boolean mapped) implements QueryVector {}

    /// The search is lexical.
    record NotNeeded() implements QueryVector {}

    /// It was wanted and could not be made: the search is answered lexically.
    record Unavailable() implements QueryVector {}

    /// Whether the collection's own model took no part, although it was wanted.
    default boolean isDegraded() {
        return this instanceof Unavailable || (this instanceof Present present && present.mapped);
    }
}
