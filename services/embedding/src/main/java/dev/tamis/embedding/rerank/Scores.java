package dev.tamis.embedding.rerank;

import dev.tamis.common.contract.embedding.EmbeddingResponse.Usage;
import dev.tamis.embedding.tokenize.Tokens;
import java.util.List;

/// What a model makes of a query and documents.
///
/// @param values one for each document, in their order; higher fits better
/// @param read all that the model read for it
record Scores(List<Double> values, List<Tokens> read) {

    Usage usage() {
        int tokens = read.stream().mapToInt(Tokens::count).sum();
        return new Usage(
                tokens, tokens, (int) read.stream().filter(Tokens::truncated).count());
    }
}
