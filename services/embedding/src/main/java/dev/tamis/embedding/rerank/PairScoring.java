package dev.tamis.embedding.rerank;

import dev.tamis.embedding.model.PairScorer;
import dev.tamis.embedding.schedule.Runner;
import dev.tamis.embedding.tokenize.Tokens;
import java.util.List;

/// A cross-encoder, as the scheduler runs it: one pair at a time.
record PairScoring(String model, PairScorer scorer) implements Runner<Tokens, Double> {

    @Override
    public boolean independent() {
        return false;
    }

    @Override
    public int tokens(Tokens pair) {
        return pair.count();
    }

    @Override
    public List<Double> run(List<Tokens> pairs) {
        return pairs.stream().map(scorer::score).toList();
    }
}
