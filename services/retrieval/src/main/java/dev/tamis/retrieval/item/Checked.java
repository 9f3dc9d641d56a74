package dev.tamis.retrieval.item;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.item.Item;
import org.jspecify.annotations.Nullable;

/// An item that may be stored.
///
/// @param contentHash names what its vector is made from; null if it brings its own, or has no text to make one
///     from
record Checked(Item item, @Nullable String contentHash) {

    /// This write after an earlier one of the same item: it takes over a vector that still fits.
    Checked after(@Nullable Checked earlier) {
        DenseVector kept = earlier == null ? null : earlier.item.vector();
        boolean fits = earlier != null && contentHash != null && contentHash.equals(earlier.contentHash);
        return item.vector() == null && kept != null && fits ? new Checked(item.withVector(kept), contentHash) : this;
    }
}
