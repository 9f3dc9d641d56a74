package dev.tamis.common.contract.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.common.contract.Problem;
import org.jspecify.annotations.Nullable;

/// What became of one item that was sent.
///
/// @param id of the item, empty if it could not be read
/// @param problem why it was not stored; absent if it was
/// @param change number of the write, for searches `after` it; only in the answer to a single item
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ItemResult(
        String id,
        ItemStatus status,
        @Nullable Problem problem,
        @Nullable Long change) {

    public ItemResult(String id, ItemStatus status, @Nullable Problem problem) {
        this(id, status, problem, null);
    }

    public ItemResult withChange(long value) {
        return new ItemResult(id, status, problem, value);
    }
}
