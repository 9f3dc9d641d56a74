package dev.tamis.retrieval.index.attribute;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The codes of a sealed column: of all ordinals, or of those that have one.
final class Codes {

    private final MemorySegment rows;
    private final MemorySegment codes;
    private final int count;
    private final int size;
    private final int width;

    /// @param count of all ordinals
    Codes(MemorySegment section, int column, int count) {
        this.rows = Block.ROWS.of(section, column);
        this.codes = Block.CODES.of(section, column);
        this.count = count;
        this.size = rows.byteSize() == 0 ? count : (int) (rows.byteSize() / Integer.BYTES);
        this.width = (int) (codes.byteSize() / size);
    }

    /// The code of an ordinal.
    int of(int ordinal) {
        if (rows.byteSize() == 0) {
            return at(ordinal);
        }
        int row = row(ordinal);
        return row < size && ordinal(row) == ordinal ? at(row) : 0;
    }

    /// Which ordinals have one of some codes.
    ///
    /// @param chosen codes as bits; 0 is none of them
    void select(long[] chosen, long[] into) {
        if (rows.byteSize() > 0) {
            for (int row = 0; row < size; row++) {
                if (Bits.has(chosen, at(row))) {
                    Bits.set(into, ordinal(row));
                }
            }
            return;
        }
        for (int w = 0; w < into.length; w++) {
            int from = w << 6;
            int end = Math.min(64, count - from);
            long word = 0;
            for (int j = 0; j < end; j++) {
                int code = at(from + j);
                word |= (chosen[code >>> 6] >>> code & 1) << j;
            }
            into[w] |= word;
        }
    }

    /// How often each code occurs.
    ///
    /// @param among the ordinals to look at
    /// @param below only at ordinals less than this one
    /// @param codes how many there are
    int[] count(long[] among, int below, int codes) {
        int[] counts = new int[codes];
        if (rows.byteSize() > 0) {
            for (int row = 0; row < size && ordinal(row) < below; row++) {
                if (Bits.has(among, ordinal(row))) {
                    counts[at(row)]++;
                }
            }
            return counts;
        }
        for (int w = 0; w < Bits.words(below); w++) {
            int from = w << 6;
            long left = below - from < 64 ? among[w] & ((1L << below) - 1) : among[w];
            if (left == -1) {
                for (int j = 0; j < 64; j++) {
                    counts[at(from + j)]++;
                }
                continue;
            }
            for (; left != 0; left &= left - 1) {
                counts[at(from + Long.numberOfTrailingZeros(left))]++;
            }
        }
        return counts;
    }

    /// The first row whose ordinal is no less than another one.
    private int row(int ordinal) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ordinal(middle) < ordinal) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int ordinal(int row) {
        return rows.getAtIndex(Block.INT, row);
    }

    private int at(int row) {
        return switch (width) {
            case Byte.BYTES -> codes.get(ValueLayout.JAVA_BYTE, row) & 0xFF;
            case Short.BYTES -> codes.getAtIndex(Block.SHORT, row) & 0xFFFF;
            default -> codes.getAtIndex(Block.INT, row);
        };
    }
}
