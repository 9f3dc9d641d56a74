package dev.tamis.embedding.model;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.ModelKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What its users must know of a model.
///
/// @param name its name in requests
/// @param kind whether it embeds texts or scores pairs of them
/// @param pooling how the vectors of the tokens become one; null if it makes no vectors
/// @param queryPrefix put before every query; may be empty
/// @param documentPrefix put before every document; may be empty
/// @param sizes the depths to which it may be run, `full` first; empty if it makes no vectors
/// @param maxTokens the longest input it reads, special tokens and prefix included
/// @param licence SPDX identifier of the weights' licence
public record ModelDescription(
        String name,
        ModelKind kind,
        @Nullable Pooling pooling,
        String queryPrefix,
        String documentPrefix,
        List<ModelSize> sizes,
        int maxTokens,
        String licence) {

    public ModelDescription {
        sizes = List.copyOf(sizes);
    }

    /// All that is known of a model whose own description cannot be read.
    static ModelDescription unknown(String name) {
        return new ModelDescription(name, ModelKind.EMBEDDING, null, "", "", List.of(), 0, "unknown");
    }

    /// What the model wants before a text of this type.
    public String prefix(InputType type) {
        return switch (type) {
            case QUERY -> queryPrefix;
            case DOCUMENT -> documentPrefix;
        };
    }

    /// The size of a name, if the model has it.
    public Optional<ModelSize> size(String name) {
        return sizes.stream().filter(size -> size.name().equals(name)).findFirst();
    }

    /// All layers.
    ///
    /// @throws IllegalStateException if the model makes no vectors
    public ModelSize full() {
        return size(ModelSize.FULL)
                .orElseThrow(() -> new IllegalStateException("model '%s' makes no vectors".formatted(name)));
    }

    /// Floats in its vectors at full size, the greatest of [#dimensions]; 0 if it makes none.
    public int dimension() {
        return sizes.isEmpty() ? 0 : full().dimension();
    }

    /// The lengths to which vectors of full size may be cut, the greatest first; empty if it makes none.
    public List<Integer> dimensions() {
        return sizes.isEmpty() ? List.of() : full().dimensions();
    }
}
