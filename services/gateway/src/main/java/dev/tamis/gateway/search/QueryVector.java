package dev.tamis.gateway.search;

import dev.tamis.common.contract.DenseVector;

/// Where the vector of a search comes from.
sealed interface QueryVector {

    /// The caller's, or the model's.
    record Present(DenseVector vector) implements QueryVector {}

    /// The search is lexical.
    record NotNeeded() implements QueryVector {}

    /// It was wanted and could not be made: the search is answered lexically.
    record Unavailable() implements QueryVector {}
}
