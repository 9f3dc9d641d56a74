package dev.tamis.retrieval.index.memory;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ids of a segment by ordinal, and ordinals by id.
///
/// Ids lie one after the other in UTF-8; a hash table with open addressing finds them. It has 1.5 slots of 8 bytes
/// for each id: with the offsets, 16 bytes and the id itself per item.
final class IdTable {

    /// What [#ordinalOf] returns for an id that is not here.
    static final int ABSENT = -1;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LIMIT = 1L << 32;

    private final MemorySegment offsets;
    private final MemorySegment bytes;
    private final MemorySegment table;
    private final int count;
    private final int slots;

    private IdTable(MemorySegment offsets, MemorySegment bytes, MemorySegment table) {
        this.offsets = offsets;
        this.bytes = bytes;
        this.table = table;
        this.count = Math.toIntExact(Math.max(0, offsets.byteSize() / Integer.BYTES - 1));
        this.slots = Math.toIntExact(table.byteSize() / Long.BYTES);
    }

    /// Reads the ids of a file.
    static IdTable of(SegmentFile file) {
        return new IdTable(
                file.section(Section.ID_OFFSETS), file.section(Section.ID_BYTES), file.section(Section.ID_TABLE));
    }

    /// Writes the ids of a segment.
    ///
    /// @param ids by ordinal; null where there is a hole
    /// @throws IllegalArgumentException if an id is empty or there twice, or if all take 4 GiB or more
    static void write(List<? extends @Nullable String> ids, SegmentWriter writer) throws IOException {
        long length = 0;
        int items = 0;
        for (String id : ids) {
            if (id != null) {
                length += utf8Length(id);
                items++;
            }
        }
        if (length >= LIMIT) {
            throw new IllegalArgumentException("ids take %d bytes, a segment has room for 4 GiB".formatted(length));
        }
        var filled = new IdTable(
                writer.allocate(Section.ID_OFFSETS, (ids.size() + 1L) * Integer.BYTES),
                writer.allocate(Section.ID_BYTES, length),
                writer.allocate(Section.ID_TABLE, (items + items / 2 + 1L) * Long.BYTES));
        long end = 0;
        int ordinal = 0;
        for (String id : ids) {
            if (id != null) {
                end = filled.put(ordinal, id, end);
            }
            ordinal++;
            filled.offsets.setAtIndex(INT, ordinal, (int) end);
        }
    }

    /// How many ordinals there are, holes among them.
    int count() {
        return count;
    }

    /// The ordinal of an id, or [#ABSENT].
    int ordinalOf(String id) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        long hash = hash(utf8);
        int slot = slot(hash);
        for (int probes = 0; probes < slots; probes++) {
            long entry = table.getAtIndex(LONG, slot);
            if (entry == 0) {
                return ABSENT;
            }
            int ordinal = (int) entry - 1;
            if ((int) (entry >>> 32) == (int) hash && isAt(ordinal, utf8)) {
                return ordinal;
            }
            slot = slot + 1 == slots ? 0 : slot + 1;
        }
        return ABSENT;
    }

    /// The id of an ordinal.
    ///
    /// @throws IllegalArgumentException if the ordinal is a hole
    String idOf(int ordinal) {
        long from = offset(ordinal);
        int length = (int) (offset(ordinal + 1) - from);
        if (length == 0) {
            throw new IllegalArgumentException("ordinal %d is a hole".formatted(ordinal));
        }
        byte[] utf8 = new byte[length];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, utf8, 0, length);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /// Whether an ordinal has no id.
    boolean isHole(int ordinal) {
        return offset(ordinal) == offset(ordinal + 1);
    }

    private long put(int ordinal, String id, long from) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        if (utf8.length == 0) {
            throw new IllegalArgumentException("the id of ordinal %d is empty".formatted(ordinal));
        }
        MemorySegment.copy(utf8, 0, bytes, ValueLayout.JAVA_BYTE, from, utf8.length);
        long hash = hash(utf8);
        int slot = slot(hash);
        for (long entry = table.getAtIndex(LONG, slot); entry != 0; entry = table.getAtIndex(LONG, slot)) {
            int other = (int) entry - 1;
            if ((int) (entry >>> 32) == (int) hash && isAt(other, utf8)) {
                throw new IllegalArgumentException(
                        "id '%s' is at ordinal %d and again at %d".formatted(id, other, ordinal));
            }
            slot = slot + 1 == slots ? 0 : slot + 1;
        }
        table.setAtIndex(LONG, slot, (hash << 32) | (ordinal + 1));
        return from + utf8.length;
    }

    private boolean isAt(int ordinal, byte[] utf8) {
        long from = offset(ordinal);
        return offset(ordinal + 1) - from == utf8.length
                && MemorySegment.mismatch(bytes, from, from + utf8.length, MemorySegment.ofArray(utf8), 0, utf8.length)
                        < 0;
    }

    private long offset(int ordinal) {
        return Integer.toUnsignedLong(offsets.getAtIndex(INT, ordinal));
    }

    /// Spreads the upper half of a hash over the slots.
    private int slot(long hash) {
        return (int) (((hash >>> 32) * slots) >>> 32);
    }

    /// Part of the file format: see `docs/generation-file.md`.
    static long hash(byte[] utf8) {
        long hash = utf8.length;
        int i = 0;
        for (int end = utf8.length & -Long.BYTES; i < end; i += Long.BYTES) {
            hash = absorb(hash, (long) WORD.get(utf8, i));
        }
        long rest = 0;
        for (int j = utf8.length - 1; j >= i; j--) {
            rest = (rest << 8) | (utf8[j] & 0xff);
        }
        return finish(absorb(hash, rest));
    }

    private static long absorb(long hash, long word) {
        long product = (hash ^ word) * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 32);
    }

    /// David Stafford's variant 13 of MurmurHash3's finaliser.
    private static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private static long utf8Length(String id) {
        long length = 0;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < id.length()
                    && Character.isLowSurrogate(id.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                // A surrogate without its other half becomes a question mark.
                length += Character.isSurrogate(c) ? 1 : 3;
            }
        }
        return length;
    }
}
