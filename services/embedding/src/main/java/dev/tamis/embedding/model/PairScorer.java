package dev.tamis.embedding.model;

import dev.tamis.embedding.tokenize.Tokens;

/// A loaded cross-encoder, which reads a query and a document together. It works on the thread that asks; threads
/// may share it.
public interface PairScorer {

    /// The token ids of a pair. If it is longer than the model reads, the longer of the two texts is cut.
    Tokens tokenize(String query, String document);

    /// The beginning of a text, of at most so many tokens, special ones not counted.
    String cut(String text, int tokens);

    /// How relevant the document is to the query, by the model: from 0 to 1, the sigmoid of its only logit. It
    /// orders documents; it is no probability.
    ///
    /// @throws ModelFailedException if the model could not be run
    /// @throws IllegalStateException after the model was closed
    double score(Tokens pair);

    /// The same of texts.
    default double score(String query, String document) {
        return score(tokenize(query, document));
    }
}
