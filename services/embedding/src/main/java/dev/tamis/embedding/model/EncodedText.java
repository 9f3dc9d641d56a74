package dev.tamis.embedding.model;

import dev.tamis.common.contract.DenseVector;

/// What a model made of a text.
///
/// @param vector of norm 1
/// @param tokens how many the model read, special ones and prefix included
/// @param truncated whether the text was longer than the model reads and was cut
public record EncodedText(DenseVector vector, int tokens, boolean truncated) {}
