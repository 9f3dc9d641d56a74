package dev.tamis.common.contract.retrieval;

import java.util.List;

/// Items whose vector is still to be made, oldest change first.
public record PendingItems(List<Pending> items) {

    public PendingItems {
        items = List.copyOf(items);
    }

    /// @param text what the model is to encode
    /// @param contentHash to be sent back with the vector, so that a newer text is not given an older vector
    public record Pending(String id, String text, String contentHash) {}
}
