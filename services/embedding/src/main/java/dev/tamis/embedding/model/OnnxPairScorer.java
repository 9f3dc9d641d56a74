package dev.tamis.embedding.model;

import dev.tamis.embedding.tokenize.TextTokenizer;
import dev.tamis.embedding.tokenize.Tokens;
import java.util.List;

/// A cross-encoder in memory.
final class OnnxPairScorer implements PairScorer, LoadedModel {

    private final TextTokenizer tokenizer;
    private final Networks networks;
    private final Life life;

    OnnxPairScorer(ModelDescription model, TextTokenizer tokenizer, Networks networks) {
        this.tokenizer = tokenizer;
        this.networks = networks;
        this.life = new Life(model.name());
    }

    @Override
    public Tokens tokenize(String query, String document) {
        return life.during(() -> tokenizer.tokenize(query, document));
    }

    @Override
    public String cut(String text, int tokens) {
        return life.during(() -> tokenizer.cut(text, tokens));
    }

    @Override
    public double score(Tokens pair) {
        float logit = life.during(
                () -> networks.run(ModelSize.FULL, List.of(pair)).values().get(0));
        return 1 / (1 + Math.exp(-logit));
    }

    @Override
    public void close() {
        life.end(() -> {
            tokenizer.close();
            networks.close();
        });
    }
}
