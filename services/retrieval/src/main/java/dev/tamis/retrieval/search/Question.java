package dev.tamis.retrieval.search;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.search.Fusion;
import org.jspecify.annotations.Nullable;

/// A request that its collection can answer, with all that its mode needs.
sealed interface Question {

    /// How many hits are wanted.
    int k();

    /// Which items may answer; null for all.
    @Nullable
    Filter filter();

    record Dense(DenseVector vector, int k, @Nullable Filter filter, boolean exact) implements Question {}

    record Lexical(String query, int k, @Nullable Filter filter) implements Question {}

    record Hybrid(
            String query,
            DenseVector vector,
            int k,
            @Nullable Filter filter,
            boolean exact,
            Fusion fusion) implements Question {}
}
