package dev.tamis.common.contract.retrieval;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/// Names items of a collection.
///
/// @param ids at most 1,000
public record ItemIds(@NotNull @Size(max = 1_000) List<String> ids) {

    public ItemIds {
        ids = ids == null ? ids : List.copyOf(ids);
    }
}
