package dev.tamis.retrieval.item;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.ContentHash;
import dev.tamis.retrieval.collection.CollectionRef;
import org.jspecify.annotations.Nullable;

/// An item that may be stored.
///
/// @param contentHash names what its vector is made from; null if it brings its own, or has no text to make one
///     from
record Checked(Item item, @Nullable String contentHash) {

    /// The item in a space that its vector was not made for: it waits for another one there, if it has a text.
    Checked in(CollectionRef space) {
        String text = item.text();
        String hash = space.model() == null || text.isEmpty() ? null : ContentHash.of(space.model(), text);
        return new Checked(new Item(item.id(), item.fields(), item.attributes(), null), hash);
    }

    /// This write after an earlier one of the same item: it takes over a vector that still fits.
    Checked after(@Nullable Checked earlier) {
        DenseVector kept = earlier == null ? null : earlier.item.vector();
        boolean fits = earlier != null && contentHash != null && contentHash.equals(earlier.contentHash);
        return item.vector() == null && kept != null && fits ? new Checked(item.withVector(kept), contentHash) : this;
    }
}
