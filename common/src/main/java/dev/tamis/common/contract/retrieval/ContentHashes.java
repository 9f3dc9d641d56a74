package dev.tamis.common.contract.retrieval;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;

/// Asks which items need no new vector.
///
/// @param hashes content hash by item id, at most 1,000
public record ContentHashes(@NotNull @Size(max = 1_000) Map<String, String> hashes) {

    public ContentHashes {
        hashes = hashes == null ? hashes : Map.copyOf(hashes);
    }
}
