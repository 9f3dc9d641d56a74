package dev.tamis.retrieval.index.memory;

import org.jspecify.annotations.Nullable;

/// Where an item lies.
record Place(Rows rows, int ordinal) {

    /// @return null if the snapshot has no such item
    static @Nullable Place of(String id, Snapshot snapshot) {
        int row = snapshot.tail.ordinalOf(id);
        // A row beyond the snapshot is a newer version of the item, written as a whole.
        if (row >= snapshot.tailCount || (row >= 0 && Bits.has(snapshot.tailAlive, row))) {
            return new Place(snapshot.tail, row);
        }
        for (Sealed each : snapshot.sealed) {
            int ordinal = each.segment.ids().ordinalOf(id);
            if (ordinal >= 0 && each.isAlive(ordinal)) {
                return new Place(each.segment, ordinal);
            }
        }
        return null;
    }

    static boolean inTail(String id, Snapshot snapshot) {
        return of(id, snapshot) instanceof Place(Tail ignored, int row) && row >= 0;
    }
}
