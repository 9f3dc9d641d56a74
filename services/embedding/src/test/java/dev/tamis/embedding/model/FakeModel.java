package dev.tamis.embedding.model;

import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.ModelState;
import java.util.List;
import java.util.Optional;

/// A model in any state, which encodes nothing.
public record FakeModel(String name, ModelState state) implements ServedModel {

    @Override
    public ModelDescription description() {
        var full = new ModelSize(ModelSize.FULL, null, List.of(4, 2));
        return new ModelDescription(name, ModelKind.EMBEDDING, Pooling.MEAN, "", "", List.of(full), 16, "CC0-1.0");
    }

    @Override
    public Optional<String> failure() {
        return state == ModelState.FAILED ? Optional.of("The test says so.") : Optional.empty();
    }

    @Override
    public TextEncoder encoder() {
        throw new ModelFailedException("a fake", null);
    }

    @Override
    public PairScorer scorer() {
        throw new ModelFailedException("a fake", null);
    }
}
