package dev.tamis.retrieval.index.memory;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A segment as a snapshot sees it: less the items that were replaced or deleted since it was sealed.
final class Sealed {

    static final Comparator<Sealed> LARGEST_FIRST =
            Comparator.comparingInt(Sealed::live).reversed();

    final Segment segment;
    private final long @Nullable [] alive;
    final int dead;
    private final int findable;

    private Sealed(Segment segment, long @Nullable [] alive, int dead) {
        this.segment = segment;
        this.alive = alive;
        this.dead = dead;
        this.findable = alive == null
                ? segment.vectors().lists().items()
                : Bits.count(alive, segment.vectors().size());
    }

    static Sealed of(Segment segment) {
        return new Sealed(segment, null, 0);
    }

    /// @param alive bits of the ordinals that are items still
    static Sealed of(Segment segment, long[] alive) {
        int live = Bits.count(alive, segment.ordinals());
        return live == segment.items() ? of(segment) : new Sealed(segment, alive, segment.items() - live);
    }

    /// Ordinals of living items; not to be changed.
    long[] alive() {
        return alive == null ? segment.born() : alive;
    }

    boolean isAlive(int ordinal) {
        return Bits.has(alive(), ordinal);
    }

    /// Ordinals that died since the segment was sealed.
    long[] deadBits() {
        long[] bits = segment.born().clone();
        long[] living = alive();
        for (int word = 0; word < bits.length; word++) {
            bits[word] &= ~living[word];
        }
        return bits;
    }

    /// Living items that have a vector.
    int findable() {
        return findable;
    }

    /// Living items that have none.
    long withoutVector() {
        return (long) live() - findable;
    }

    int live() {
        return segment.items() - dead;
    }
}
