package dev.tamis.embedding.model;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.tokenize.Tokens;
import java.util.List;

/// A loaded embedding model. It works on the thread that asks; threads may share it, and scale with the cores.
public interface TextEncoder {

    /// The token ids of a text, which gets the model's prefix for its type first. What is longer than the model
    /// reads is cut.
    Tokens tokenize(String text, InputType type);

    /// The beginning of a text, of at most so many tokens, prefix and special tokens not counted.
    String cut(String text, int tokens);

    /// How many tokens a text has, prefix and special tokens included, even if that is more than the model reads.
    int countTokens(String text, InputType type);

    /// The vectors of texts, in their order: of norm 1, with [ModelSize#dimension] floats.
    ///
    /// A batch is padded to its longest text. It takes more than one text only if the model is [#independent].
    ///
    /// @throws IllegalArgumentException if the batch is empty, or too large for a model that is not independent, or
    ///     the size is not one of this model's
    /// @throws ModelFailedException if the model could not be run
    /// @throws IllegalStateException after the model was closed
    List<DenseVector> encode(List<Tokens> batch, ModelSize size);

    /// Whether a text's vector does not depend on its batch mates. Models that quantise their activations choose the
    /// scale for the whole batch, so that theirs do.
    boolean independent();

    /// The vector of one text at full size.
    default EncodedText encode(String text, InputType type, ModelSize size) {
        Tokens tokens = tokenize(text, type);
        return new EncodedText(encode(List.of(tokens), size).getFirst(), tokens.count(), tokens.truncated());
    }
}
