package dev.tamis.embedding.encode;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.embedding.model.ModelSize;
import dev.tamis.embedding.model.TextEncoder;
import dev.tamis.embedding.schedule.Runner;
import dev.tamis.embedding.tokenize.Tokens;
import java.util.List;

/// A model in one of its sizes, as the scheduler runs it.
record Encoding(String model, TextEncoder encoder, ModelSize size) implements Runner<Tokens, DenseVector> {

    @Override
    public boolean independent() {
        return encoder.independent();
    }

    @Override
    public int tokens(Tokens text) {
        return text.count();
    }

    @Override
    public List<DenseVector> run(List<Tokens> texts) {
        return encoder.encode(texts, size);
    }
}
