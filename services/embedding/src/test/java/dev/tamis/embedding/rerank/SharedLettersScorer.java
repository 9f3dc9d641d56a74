package dev.tamis.embedding.rerank;

import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.ModelState;
import dev.tamis.embedding.model.ModelDescription;
import dev.tamis.embedding.model.PairScorer;
import dev.tamis.embedding.model.ServedModel;
import dev.tamis.embedding.model.TextEncoder;
import dev.tamis.embedding.tokenize.Tokens;
import java.util.List;
import java.util.Optional;

/// Scores pairs of texts of two letters by the share of places where they agree.
final class SharedLettersScorer implements ServedModel, PairScorer {

    @Override
    public ModelDescription description() {
        return new ModelDescription("scorer", ModelKind.CROSS_ENCODER, null, "", "", List.of(), 100, "Apache-2.0");
    }

    @Override
    public ModelState state() {
        return ModelState.READY;
    }

    @Override
    public Optional<String> failure() {
        return Optional.empty();
    }

    @Override
    public TextEncoder encoder() {
        throw new IllegalStateException("a cross-encoder");
    }

    @Override
    public PairScorer scorer() {
        return this;
    }

    @Override
    public Tokens tokenize(String query, String document) {
        return Tokens.of((query + document).chars().asLongStream().toArray());
    }

    @Override
    public String cut(String text, int tokens) {
        return text.substring(0, Math.min(tokens, text.length()));
    }

    @Override
    public double score(Tokens pair) {
        long[] letters = pair.toArray();
        return ((letters[0] == letters[2] ? 1 : 0) + (letters[1] == letters[3] ? 1 : 0)) / 2.0;
    }
}
