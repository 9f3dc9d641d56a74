package dev.tamis.common.contract.retrieval;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.common.contract.item.Item;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Inserts items or replaces those of the same id. Of two writes with one id the later wins.
///
/// @param writes 1 to 1,000, carried out in their order
/// @param model embedding model that made their vectors; by default that is not checked, as for vectors of the
///     caller's own. If the collection's model is another one by now, its items wait for vectors of that
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WriteItems(
        @NotEmpty @Size(max = 1_000) List<Write> writes,
        @Nullable String model) {

    public WriteItems {
        writes = writes == null ? writes : List.copyOf(writes);
    }

    /// @param item with its vector, or without where it is still to be made
    /// @param contentHash names the text and model that the vector is made from, at most 64 characters. An item
    ///     written without a vector keeps the one it has if this is unchanged
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Write(Item item, @Nullable String contentHash) {}
}
