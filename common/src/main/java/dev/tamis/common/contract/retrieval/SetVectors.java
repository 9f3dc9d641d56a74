package dev.tamis.common.contract.retrieval;

import dev.tamis.common.contract.DenseVector;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;

/// Gives items the vectors that they were waiting for. One whose content hash is no longer the one named is left alone.
public record SetVectors(@NotEmpty @Size(max = 1_000) List<Made> vectors) {

    public SetVectors {
        vectors = vectors == null ? vectors : List.copyOf(vectors);
    }

    public record Made(String id, String contentHash, DenseVector vector) {}
}
