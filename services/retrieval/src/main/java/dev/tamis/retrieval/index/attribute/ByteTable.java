package dev.tamis.retrieval.index.attribute;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Byte strings, each kept once and numbered as they came: about 25 bytes each and their text, on the heap. For one
/// thread.
final class ByteTable {

    private static final int CHUNK = 1 << 20;
    private static final int FIRST = 1 << 8;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// So that nobody can make up texts that all lie in one place.
    private final long seed = new SplittableRandom().nextLong();

    private byte[][] chunks = new byte[4][];
    private int lastChunk = -1;
    private int used = CHUNK;

    /// Of each: its chunk times [#CHUNK] plus its offset.
    private long[] starts = new long[16];

    private int[] lengths = new int[16];
    private int[] hashes = new int[16];
    private int size;

    /// Open addressing; 1 + number, 0 where free. Twice as long as the arrays above.
    private int[] slots = new int[32];

    int size() {
        return size;
    }

    int length(int number) {
        return lengths[number];
    }

    byte[] get(int number) {
        int offset = offset(number);
        return Arrays.copyOfRange(chunk(number), offset, offset + lengths[number]);
    }

    byte first(int number) {
        return chunk(number)[offset(number)];
    }

    /// Copies one but for its first bytes.
    void copy(int number, int skip, MemorySegment to, long at) {
        MemorySegment.copy(chunk(number), offset(number) + skip, to, ValueLayout.JAVA_BYTE, at, lengths[number] - skip);
    }

    /// The number of a byte string, which is added if it is not there.
    int add(byte[] bytes) {
        int hash = hash(bytes);
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && isAt(number, bytes)) {
                return number;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        if (size == starts.length) {
            grow();
            slot = freeSlot(hash);
        }
        slots[slot] = 1 + size;
        starts[size] = store(bytes);
        lengths[size] = bytes.length;
        hashes[size] = hash;
        return size++;
    }

    /// All numbers in the order of their byte strings, compared unsigned.
    int[] sorted() {
        int[] order = new int[size];
        Arrays.setAll(order, number -> number);
        new ByteOrderSort(this).sort(order);
        return order;
    }

    /// Eight bytes of one from an offset on, big-endian; zeros follow its end.
    long word(int number, int from) {
        byte[] chunk = chunk(number);
        int at = offset(number) + from;
        int left = lengths[number] - from;
        if (left >= Long.BYTES) {
            return (long) LONG.get(chunk, at);
        }
        long word = 0;
        for (int i = 0; i < left; i++) {
            word |= (chunk[at + i] & 0xFFL) << (56 - 8 * i);
        }
        return word;
    }

    int compare(int one, int other, int from) {
        int oneAt = offset(one);
        int otherAt = offset(other);
        return Arrays.compareUnsigned(
                chunk(one), oneAt + from, oneAt + lengths[one], chunk(other), otherAt + from, otherAt + lengths[other]);
    }

    private boolean isAt(int number, byte[] bytes) {
        int offset = offset(number);
        return lengths[number] == bytes.length
                && Arrays.equals(chunk(number), offset, offset + bytes.length, bytes, 0, bytes.length);
    }

    private byte[] chunk(int number) {
        return chunks[(int) (starts[number] / CHUNK)];
    }

    private int offset(int number) {
        return (int) (starts[number] % CHUNK);
    }

    /// What is longer than a chunk gets one of its own.
    private long store(byte[] bytes) {
        if (used + bytes.length >= CHUNK) {
            lastChunk++;
            if (lastChunk == chunks.length) {
                chunks = Arrays.copyOf(chunks, lastChunk * 2);
            }
            chunks[lastChunk] = new byte[Math.max(bytes.length, FIRST)];
            used = 0;
        }
        if (used + bytes.length > chunks[lastChunk].length) { // Most attributes have few values: chunks begin small.
            int room = Math.min(CHUNK, Math.max(used + bytes.length, 2 * chunks[lastChunk].length));
            chunks[lastChunk] = Arrays.copyOf(chunks[lastChunk], room);
        }
        System.arraycopy(bytes, 0, chunks[lastChunk], used, bytes.length);
        long start = (long) lastChunk * CHUNK + used;
        used += bytes.length;
        return start;
    }

    private void grow() {
        starts = Arrays.copyOf(starts, size * 2);
        lengths = Arrays.copyOf(lengths, size * 2);
        hashes = Arrays.copyOf(hashes, size * 2);
        slots = new int[size * 4];
        for (int number = 0; number < size; number++) {
            slots[freeSlot(hashes[number])] = 1 + number;
        }
    }

    private int freeSlot(int hash) {
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private int hash(byte[] bytes) {
        long hash = seed ^ bytes.length;
        int i = 0;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            hash = mixed(hash ^ (long) LONG.get(bytes, i));
        }
        for (; i < bytes.length; i++) {
            hash = mixed(hash ^ bytes[i]);
        }
        return (int) hash;
    }

    /// A step that loses nothing and spreads every bit.
    private static long mixed(long hash) {
        long product = hash * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 32);
    }
}
