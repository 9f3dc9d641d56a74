package dev.tamis.retrieval.index.memory;

import java.util.List;

/// An index between two batches of changes. Nothing in it is ever changed.
final class Snapshot {

    /// Largest first.
    final List<Sealed> sealed;

    final Tail tail;
    /// Rows of the tail that belong to the snapshot.
    final int tailCount;
    /// Those of them that are items still; not to be changed.
    final long[] tailAlive;
    /// Those of these that have a vector; not to be changed.
    final long[] tailFindable;
    /// Number of the last change in it.
    final long change;
    final long items;
    final long withoutVector;

    Snapshot(
            List<Sealed> sealed,
            Tail tail,
            int tailCount,
            long[] tailAlive,
            long[] tailFindable,
            long change,
            long withoutVector) {
        this.sealed = List.copyOf(sealed);
        this.tail = tail;
        this.tailCount = tailCount;
        this.tailAlive = tailAlive;
        this.tailFindable = tailFindable;
        this.change = change;
        this.items = sealed.stream().mapToLong(Sealed::live).sum() + Bits.count(tailAlive, tailCount);
        this.withoutVector = withoutVector;
    }
}
