package dev.tamis.embedding.model;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.embedding.tokenize.TextTokenizer;
import dev.tamis.embedding.tokenize.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// An embedding model in memory: a tokenizer, and a network for each size that was used.
final class OnnxTextEncoder implements TextEncoder, LoadedModel {

    private final ModelDescription model;
    private final Pooling pooling;
    private final TextTokenizer tokenizer;
    private final Networks networks;
    private final boolean independent;
    private final Life life;

    OnnxTextEncoder(ModelDescription model, TextTokenizer tokenizer, Networks networks, boolean independent) {
        this.model = model;
        this.pooling = Objects.requireNonNull(model.pooling());
        this.tokenizer = tokenizer;
        this.networks = networks;
        this.independent = independent;
        this.life = new Life(model.name());
    }

    @Override
    public Tokens tokenize(String text, InputType type) {
        return life.during(() -> tokenizer.tokenize(model.prefix(type) + text));
    }

    @Override
    public String cut(String text, int tokens) {
        return life.during(() -> tokenizer.cut(text, tokens));
    }

    @Override
    public int countTokens(String text, InputType type) {
        return life.during(() -> tokenizer.count(model.prefix(type) + text));
    }

    @Override
    public boolean independent() {
        return independent;
    }

    @Override
    public List<DenseVector> encode(List<Tokens> batch, ModelSize size) {
        if (batch.isEmpty() || (batch.size() > 1 && !independent)) {
            throw new IllegalArgumentException("%d texts in one batch for a model that takes %s"
                    .formatted(batch.size(), independent ? "1 or more" : "exactly 1"));
        }
        if (!model.sizes().contains(size)) {
            throw new IllegalArgumentException("model '%s' has no %s".formatted(model.name(), size));
        }
        return life.during(() -> vectors(networks.run(size.name(), batch), batch, size.dimension()));
    }

    /// Cuts to the dimension and then normalises.
    private List<DenseVector> vectors(Network.Answer states, List<Tokens> batch, int dimension) {
        int longest = batch.stream().mapToInt(Tokens::count).max().orElseThrow();
        int width = states.shape().getLast();
        if (!states.shape().equals(List.of(batch.size(), longest, width))) {
            throw new ModelFailedException(
                    "model '%s' answered a tensor of shape %s for %d texts of up to %d tokens"
                            .formatted(model.name(), states.shape(), batch.size(), longest),
                    null);
        }
        var vectors = new ArrayList<DenseVector>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            float[] pooled = pooling.pool(
                    states.values(), i * longest * width, batch.get(i).count(), width);
            float[] vector = dimension == width ? pooled : Arrays.copyOf(pooled, dimension);
            Normalization.normalize(vector);
            vectors.add(DenseVector.of(vector));
        }
        return vectors;
    }

    @Override
    public void close() {
        life.end(() -> {
            tokenizer.close();
            networks.close();
        });
    }
}
