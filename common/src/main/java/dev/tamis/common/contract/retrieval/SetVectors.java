package dev.tamis.common.contract.retrieval;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.common.contract.DenseVector;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives items the vectors that they were waiting for. One whose content hash is no longer the one named is left alone.
///
/// @param vectors 1 to 1,000
/// @param model embedding model that made them: whichever space of the collection has that model, they are for it; by
///     default that is not checked
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SetVectors(
        @NotEmpty @Size(max = 1_000) List<Made> vectors,
        @Nullable String model) {

    public SetVectors {
        vectors = vectors == null ? vectors : List.copyOf(vectors);
    }

    public record Made(String id, String contentHash, DenseVector vector) {}
}
