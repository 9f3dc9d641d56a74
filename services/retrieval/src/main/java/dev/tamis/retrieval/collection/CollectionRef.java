package dev.tamis.retrieval.collection;

import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.Language;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A collection as the rest of the service knows it, in one vector space: what never changes while it exists. A
/// collection that is created under the name of a deleted one has another id, and so has its other space.
///
/// @param id never used twice
/// @param model embedding model of its vectors; null if callers bring their own
/// @param dimension floats in a vector
/// @param index how dense search was asked to work
/// @param createdAt to the microsecond; with the id it tells the collection from those of other databases
public record CollectionRef(
        long id,
        String name,
        @Nullable String model,
        int dimension,
        Language language,
        IndexKind index,
        Instant createdAt) {

    /// The table of its items, qualified by its schema. Who looks up items by their ids names the collection's too: it
    /// comes first in the key, and without it the whole index is read.
    public String partition() {
        return "retrieval.item_" + id;
    }
}
