package dev.tamis.retrieval.index.attribute;

import java.util.Arrays;

/// Sets of ordinals below a count as bits in words; those from the count on are 0.
final class Bits {

    private Bits() {}

    static int words(int count) {
        return (count + 63) >>> 6;
    }

    static long[] none(int count) {
        return new long[words(count)];
    }

    static long[] all(int count) {
        long[] bits = new long[words(count)];
        Arrays.fill(bits, -1L);
        trim(bits, count);
        return bits;
    }

    static boolean has(long[] bits, int index) {
        return (bits[index >>> 6] >>> index & 1) != 0;
    }

    static void set(long[] bits, int index) {
        bits[index >>> 6] |= 1L << index;
    }

    /// Sets those from an index to below another one, which is greater.
    static void set(long[] bits, int from, int to) {
        int first = from >>> 6;
        int last = (to - 1) >>> 6;
        long above = -1L << from;
        long below = -1L >>> -to;
        if (first == last) {
            bits[first] |= above & below;
            return;
        }
        bits[first] |= above;
        Arrays.fill(bits, first + 1, last, -1L);
        bits[last] |= below;
    }

    static void and(long[] bits, long[] other) {
        for (int i = 0; i < bits.length; i++) {
            bits[i] &= other[i];
        }
    }

    /// Leaves those of the other set that are not in this one.
    static void subtractFrom(long[] other, long[] bits) {
        for (int i = 0; i < bits.length; i++) {
            bits[i] = other[i] & ~bits[i];
        }
    }

    static void or(long[] bits, long[] other) {
        for (int i = 0; i < bits.length; i++) {
            bits[i] |= other[i];
        }
    }

    static void not(long[] bits, int count) {
        for (int i = 0; i < bits.length; i++) {
            bits[i] = ~bits[i];
        }
        trim(bits, count);
    }

    /// Takes out what lies from the count on.
    static void trim(long[] bits, int count) {
        if ((count & 63) != 0) {
            bits[bits.length - 1] &= (1L << count) - 1;
        }
    }

    /// The bits below a count that is no higher than theirs.
    static long[] below(long[] bits, int count) {
        long[] copy = Arrays.copyOf(bits, words(count));
        trim(copy, count);
        return copy;
    }
}
