package dev.tamis.retrieval.index.attribute;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Map;

/// The blocks of a sealed column, each aligned to 8 bytes, little-endian, and empty where there is nothing of its
/// kind.
///
/// A section begins with an int32, [#FORMAT], and another one, the number of columns; then for each column and for
/// each block, by number, come its offset in the section and its length in bytes as int64.
///
/// The values of a column are numbered by *rank*: booleans, then numbers, strings and points, each in their order.
/// The *code* of an item is 0 for no attribute, `1 + rank` for one value, and from `1 + number of ranks` on the
/// number of a list.
enum Block {
    /// UTF-8.
    NAME(0),
    /// The booleans that occur, a byte each.
    BOOLEANS(1),
    /// float64, ascending.
    NUMBERS(2),
    /// int32: where each string begins in [#TEXT], and where the last one ends.
    TEXT_STARTS(3),
    /// The same as int64, in place of the other if [#TEXT] is longer than 2 GiB.
    WIDE_TEXT_STARTS(4),
    /// UTF-8, ascending.
    TEXT(5),
    /// float64 degrees of points, ascending by latitude, then longitude.
    LATITUDES(6),
    LONGITUDES(7),
    /// int32: where each list begins in [#LIST_RANKS], and where the last one ends.
    LIST_STARTS(8),
    /// int32, in the order of the list; the same list is kept once.
    LIST_RANKS(9),
    /// int32, ascending: the ordinals that have a code; if empty, all have one.
    ROWS(10),
    /// Unsigned integers of 1, 2 or 4 bytes, as many as there are rows.
    CODES(11),
    /// Roaring bitmap of the ordinals that have a value.
    PRESENT(12),
    /// int32: before each rank, how many ordinals the ranks below it have, and how many there are in all.
    POSTING_STARTS(13),
    /// int32: ordinals of each rank in turn, ascending; empty if there are bitmaps.
    ORDINALS(14),
    /// int64: where the bitmap of each rank begins in [#BITMAPS], and where the last one ends.
    BITMAP_STARTS(15),
    /// Roaring bitmaps of the ordinals of each rank.
    BITMAPS(16);

    static final int FORMAT = 1;
    static final int HEADER_BYTES = 8;

    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int number;

    Block(int number) {
        this.number = number;
    }

    /// What a block consists of before it is written.
    interface Content {
        long bytes();

        void writeTo(MemorySegment block);

        static Content of(byte[] bytes) {
            return of(bytes, bytes.length, ValueLayout.JAVA_BYTE);
        }

        static Content of(short[] shorts) {
            return of(shorts, shorts.length, SHORT);
        }

        static Content of(int[] ints) {
            return of(ints, ints.length, INT);
        }

        static Content of(long[] longs) {
            return of(longs, longs.length, LONG);
        }

        static Content of(double[] doubles) {
            return of(doubles, doubles.length, DOUBLE);
        }

        private static Content of(Object array, int length, ValueLayout layout) {
            return new Content() {
                @Override
                public long bytes() {
                    return length * layout.byteSize();
                }

                @Override
                public void writeTo(MemorySegment block) {
                    MemorySegment.copy(array, 0, block, layout, 0, length);
                }
            };
        }
    }

    /// Bytes of the table of blocks of that many columns, with the header.
    static long tableBytes(int columns) {
        return HEADER_BYTES + (long) columns * values().length * 2 * Long.BYTES;
    }

    /// Where the table says where a block of a column is.
    long entryAt(int column) {
        return tableBytes(column) + number * 2L * Long.BYTES;
    }

    /// This block of a column, mapped.
    MemorySegment of(MemorySegment section, int column) {
        return section.asSlice(section.get(LONG, entryAt(column)), section.get(LONG, entryAt(column) + Long.BYTES));
    }

    /// Bytes of all blocks, each with what aligns the next one.
    static long bytes(Map<Block, Content> blocks) {
        return blocks.values().stream().mapToLong(each -> aligned(each.bytes())).sum();
    }

    /// Writes the blocks of a column and where they are.
    ///
    /// @return where the next column begins
    static long write(Map<Block, Content> blocks, MemorySegment section, int column, long begin) {
        long at = begin;
        for (Block block : values()) {
            Content content = blocks.get(block);
            long bytes = content == null ? 0 : content.bytes();
            section.set(LONG, block.entryAt(column), at);
            section.set(LONG, block.entryAt(column) + Long.BYTES, bytes);
            if (content != null) {
                content.writeTo(section.asSlice(at, bytes));
                at += aligned(bytes);
            }
        }
        return at;
    }

    private static long aligned(long bytes) {
        return (bytes + 7) & -8;
    }
}
