package dev.tamis.common.contract.retrieval;

import dev.tamis.common.contract.item.ItemResult;
import java.util.List;

/// What became of a [WriteItems].
///
/// @param results one a write, in its order
/// @param change number of the last change to the collection; what was stored here is not later than that
public record ItemsWritten(List<ItemResult> results, long change) {

    public ItemsWritten {
        results = List.copyOf(results);
    }
}
