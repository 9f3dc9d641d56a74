package dev.tamis.retrieval.upgrade;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.collection.Space;

/// A collection while it has two spaces, as it is at one time.
///
/// @param live the space that is searched
/// @param other the one that is not
record Upgrading(Space live, Space other, StoredUpgrade stored) {

    /// Whether the space of the new model is live.
    boolean isSwitched() {
        return live.collection().id() == stored.newerId();
    }

    Space newer() {
        return isSwitched() ? live : other;
    }

    Space older() {
        return isSwitched() ? other : live;
    }

    boolean isCopied() {
        return other.size().items() >= live.size().items();
    }

    CollectionRef otherCollection() {
        return other.collection();
    }
}
