package dev.tamis.retrieval.index.memory;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tail and some segments on their way to become one segment.
///
/// A segment is merged with what is at least as large, so that sizes at least double and an item is rewritten a number
/// of times that grows with the logarithm of the collection (log-structured merge, P. O'Neil et al., 1996).
///
/// Where changes come faster than that goes, as when a collection is read anew, the tail becomes a segment of its own
/// without coarse lists, which takes a fraction of the time; it gets them when it is merged with others like it.
final class Compaction {

    /// Most segments, whatever their sizes.
    private static final int MOST_SEGMENTS = 8;
    /// A segment of which this part is dead is written anew.
    private static final double DEAD = 0.3;
    /// Fewer items than this do not become a segment because nothing else happens.
    private static final int LEAST = 1_000;
    /// Most segments that wait for coarse lists while changes come fast.
    private static final int MOST_UNDIVIDED = 4;

    private final Snapshot before;
    private final List<Sealed> merged;
    private final boolean divided;

    private Compaction(Snapshot before, List<Sealed> merged, boolean divided) {
        this.before = before;
        this.merged = merged;
        this.divided = divided;
    }

    /// @param quiet whether nothing was changed for a while
    /// @return null if nothing is due
    static @Nullable Compaction due(Snapshot snapshot, MemoryIndexSettings settings, boolean quiet) {
        boolean full = snapshot.tailCount >= settings.tailLimit() || (quiet && snapshot.tailCount >= LEAST);
        boolean wasteful = snapshot.sealed.stream().anyMatch(Compaction::isWasteful);
        long undivided = snapshot.sealed.stream()
                .filter(each -> isUndivided(each, settings))
                .count();
        boolean divide = undivided >= MOST_UNDIVIDED || (quiet && undivided > 0);
        if (!divide && snapshot.tailCount > settings.tailMost()) {
            return new Compaction(snapshot, List.of(), false);
        }
        if (!full && !wasteful && !divide) {
            return null;
        }
        var merged = new ArrayList<Sealed>();
        long size = Bits.count(snapshot.tailAlive, snapshot.tailCount);
        for (Sealed each : snapshot.sealed.reversed()) {
            boolean tooMany = snapshot.sealed.size() - merged.size() >= MOST_SEGMENTS;
            boolean anyway = tooMany || isWasteful(each) || (divide && isUndivided(each, settings));
            if (each.live() <= size || anyway) {
                merged.add(each);
                size += each.live();
            }
        }
        return new Compaction(snapshot, merged, true);
    }

    private static boolean isUndivided(Sealed sealed, MemoryIndexSettings settings) {
        return sealed.segment.vectors().lists().count() == 1 && sealed.findable() >= settings.listsFrom();
    }

    private static boolean isWasteful(Sealed sealed) {
        return sealed.dead > LEAST && sealed.dead > DEAD * sealed.segment.items();
    }

    /// Everything.
    static Compaction all(Snapshot snapshot) {
        return new Compaction(snapshot, snapshot.sealed, true);
    }

    /// The tail alone.
    ///
    /// @return null if it is empty
    static @Nullable Compaction tail(Snapshot snapshot) {
        return snapshot.tailCount == 0 ? null : new Compaction(snapshot, List.of(), true);
    }

    /// Whether the new segment is divided into coarse lists if it is large enough.
    boolean isDivided() {
        return divided;
    }

    void addTo(SegmentBuilder builder) {
        merged.forEach(each -> builder.add(each.segment, each.alive()));
        builder.add(before.tail, before.tailAlive);
    }

    /// The snapshot that follows `now` once the new segment takes the place of what it was made from: what died or
    /// came meanwhile died or came there too.
    ///
    /// @param made null if nothing was alive
    Snapshot swap(Snapshot now, @Nullable Segment made, int d) {
        var sealed = new ArrayList<Sealed>();
        long[] alive = made == null ? new long[0] : made.born().clone();
        for (Sealed each : now.sealed) {
            Sealed then = merged.stream()
                    .filter(input -> input.segment == each.segment)
                    .findFirst()
                    .orElse(null);
            if (then == null) {
                sealed.add(each);
            } else {
                bury(then.segment, then.alive(), each.alive(), then.segment.ordinals(), made, alive);
            }
        }
        bury(before.tail, before.tailAlive, now.tailAlive, before.tailCount, made, alive);
        if (made != null) {
            sealed.add(Sealed.of(made, alive));
        }
        sealed.sort(Sealed.LARGEST_FIRST);
        var tail = new Tail(d);
        for (int row = before.tailCount; row < now.tailCount; row++) {
            if (Bits.has(now.tailAlive, row)) {
                tail.append(now.tail, row);
            }
        }
        long[] tailAlive = new long[Bits.words(tail.count())];
        long[] tailFindable = new long[tailAlive.length];
        for (int row = 0; row < tail.count(); row++) {
            Bits.set(tailAlive, row);
            if (tail.hasVector(row)) {
                Bits.set(tailFindable, row);
            }
        }
        return new Snapshot(sealed, tail, tail.count(), tailAlive, tailFindable, now.change, now.withoutVector);
    }

    /// Clears in the new segment what was alive when it was made and is no more.
    private static void bury(Rows rows, long[] then, long[] now, int ordinals, @Nullable Segment made, long[] alive) {
        for (int ordinal = 0; ordinal < ordinals; ordinal++) {
            if (made != null && Bits.has(then, ordinal) && !Bits.has(now, ordinal)) {
                Bits.clear(alive, made.ids().ordinalOf(rows.id(ordinal)));
            }
        }
    }
}
