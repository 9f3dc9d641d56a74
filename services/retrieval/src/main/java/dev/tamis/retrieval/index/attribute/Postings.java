package dev.tamis.retrieval.index.attribute;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MappeableContainerPointer;

/// The ordinals of each rank of a sealed column, as bitmaps or one after the other.
final class Postings {

    /// Words of a container of a bitmap, which holds 65,536 ordinals.
    private static final int CONTAINER_WORDS = 1024;

    /// Steps that a rank's bitmap takes for each of its containers, whatever is in them.
    private static final int CONTAINER_COST = 32;

    private final MemorySegment starts;
    private final MemorySegment ordinals;
    private final MemorySegment bitmapStarts;
    private final MemorySegment bitmaps;

    Postings(MemorySegment section, int column) {
        this.starts = Block.POSTING_STARTS.of(section, column);
        this.ordinals = Block.ORDINALS.of(section, column);
        this.bitmapStarts = Block.BITMAP_STARTS.of(section, column);
        this.bitmaps = Block.BITMAPS.of(section, column);
    }

    private int start(int rank) {
        return starts.getAtIndex(Block.INT, rank);
    }

    /// About how many steps [#select] takes, each as long as reading a code.
    ///
    /// @param count of all ordinals
    long cost(RankSet ranks, int count) {
        long cost = 0;
        for (int run = 0; run < ranks.runs(); run++) {
            if (bitmaps.byteSize() == 0) {
                cost += start(ranks.to(run)) - start(ranks.from(run));
                continue;
            }
            int containers = 1 + (count >>> 16);
            for (int rank = ranks.from(run); rank < ranks.to(run); rank++) {
                cost += Math.min(2 * (start(rank + 1) - start(rank)), Bits.words(count)) + CONTAINER_COST * containers;
            }
        }
        return cost;
    }

    /// Adds the ordinals of some ranks.
    void select(RankSet ranks, long[] into) {
        for (int run = 0; run < ranks.runs(); run++) {
            if (bitmaps.byteSize() == 0) {
                select(start(ranks.from(run)), start(ranks.to(run)), into);
            } else {
                for (int rank = ranks.from(run); rank < ranks.to(run); rank++) {
                    long from = bitmapStarts.getAtIndex(Block.LONG, rank);
                    long to = bitmapStarts.getAtIndex(Block.LONG, rank + 1);
                    select(bitmaps.asSlice(from, to - from), into);
                }
            }
        }
    }

    private void select(int from, int to, long[] into) {
        for (int i = from; i < to; i++) {
            Bits.set(into, ordinals.getAtIndex(Block.INT, i));
        }
    }

    /// Adds the ordinals of a bitmap.
    static void select(MemorySegment bitmap, long[] into) {
        var roaring = new ImmutableRoaringBitmap(bitmap.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN));
        long[] words = new long[CONTAINER_WORDS];
        for (MappeableContainerPointer each = roaring.getContainerPointer(); each.hasContainer(); each.advance()) {
            if (!each.isBitmapContainer() && !each.isRunContainer()) {
                each.getContainer().forEach(each.key(), ordinal -> Bits.set(into, ordinal));
                continue;
            }
            each.getContainer().orInto(words);
            int at = each.key() * CONTAINER_WORDS;
            for (int i = 0, end = Math.min(CONTAINER_WORDS, into.length - at); i < end; i++) {
                into[at + i] |= words[i];
                words[i] = 0;
            }
        }
    }
}
