package dev.tamis.retrieval.index.memory;

import dev.tamis.common.contract.Filter;
import org.jspecify.annotations.Nullable;

/// Which items of a snapshot may answer: the living ones that pass a filter.
final class Allowed {

    private final Snapshot snapshot;
    private final @Nullable Filter filter;
    private final long[][] sealed;
    private final int[] vectors;
    private final long[] tail;
    private int total;

    Allowed(Snapshot snapshot, @Nullable Filter filter) {
        this.snapshot = snapshot;
        this.filter = filter;
        this.sealed = new long[snapshot.sealed.size()][];
        this.vectors = new int[sealed.length];
        for (int i = 0; i < sealed.length; i++) {
            Sealed each = snapshot.sealed.get(i);
            Segment segment = each.segment;
            sealed[i] = each.alive();
            if (filter != null) {
                sealed[i] = segment.attributes().matching(filter, segment.ordinals());
                Bits.and(sealed[i], each.alive());
            }
            vectors[i] = filter == null
                    ? each.findable()
                    : Bits.count(sealed[i], segment.vectors().size());
            total += vectors[i];
        }
        this.tail = tail(snapshot.tailFindable);
        total += Bits.count(tail, snapshot.tailCount);
    }

    /// What of the tail passes the filter and is in a set.
    private long[] tail(long[] among) {
        if (filter == null) {
            return among;
        }
        long[] passing = snapshot.tail.attributes().matching(filter, snapshot.tailCount);
        Bits.and(passing, among);
        return passing;
    }

    /// Allowed items with a vector, in all.
    int vectors() {
        return total;
    }

    /// Allowed items of a segment with a vector.
    int vectors(int segment) {
        return vectors[segment];
    }

    /// The bits of a segment's allowed items, those without a vector too; not to be changed.
    long[] in(int segment) {
        return sealed[segment];
    }

    /// The same for a scan of codes, which passes over holes by itself.
    ///
    /// @return null if nothing else is to be passed over
    long @Nullable [] forScan(int segment) {
        return filter == null && snapshot.sealed.get(segment).dead == 0 ? null : sealed[segment];
    }

    /// The bits of the tail's allowed items with a vector.
    long[] inTail() {
        return tail;
    }

    /// The same with those that have none.
    long[] inTailWithoutVectorToo() {
        return tail(snapshot.tailAlive);
    }
}
