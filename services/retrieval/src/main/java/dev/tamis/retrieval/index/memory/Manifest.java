package dev.tamis.retrieval.index.memory;

import java.util.List;
import java.util.regex.Pattern;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;

/// What a generation consists of: which segments, which of their items are dead, and up to which change.
///
/// What was not sealed is read again from the database, from the change after this one.
///
/// @param change the last one that the segments hold; 0 before the first
/// @param segments oldest first
record Manifest(long change, List<Entry> segments) {

    /// Before the first change.
    static final Manifest EMPTY = new Manifest(0, List.of());

    Manifest {
        segments = List.copyOf(segments);
    }

    /// A segment of a generation.
    ///
    /// @param file its name within the folder
    /// @param count of its ordinals
    /// @param dead ordinals that were replaced or deleted since it was sealed
    record Entry(String file, int count, RoaringBitmap dead) {

        private static final Pattern NAME = Pattern.compile("segment-[0-9a-f-]{1,64}");

        Entry {
            if (!NAME.matcher(file).matches()) {
                throw new IllegalArgumentException("'%s' is not a segment's name".formatted(file));
            }
            if (count < 0 || (!dead.isEmpty() && Integer.compareUnsigned(dead.last(), count) >= 0)) {
                throw new IllegalArgumentException("%s: dead items beyond its %d ordinals".formatted(file, count));
            }
        }

        /// @param dead bit `i & 63` of word `i >> 6` for ordinal `i`
        static Entry of(SegmentFile segment, long[] dead) {
            RoaringBitmap bitmap = BitSetUtil.bitmapOf(dead);
            bitmap.runOptimize();
            return new Entry(
                    segment.file().getFileName().toString(), segment.header().count(), bitmap);
        }

        /// A new bitset of the dead ordinals with room for all ordinals of the segment.
        long[] deadBits() {
            long[] bits = new long[Math.ceilDiv(count, Long.SIZE)];
            dead.forEach((int ordinal) -> bits[ordinal >> 6] |= 1L << ordinal);
            return bits;
        }
    }
}
