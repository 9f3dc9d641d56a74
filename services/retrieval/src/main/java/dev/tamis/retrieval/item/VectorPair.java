package dev.tamis.retrieval.item;

import dev.tamis.common.contract.DenseVector;

/// The vectors that one item has in two spaces.
public record VectorPair(DenseVector one, DenseVector other) {}
