package dev.tamis.retrieval.index.memory;

/// Sets of ordinals as bits of `long` words: ordinal `i` is bit `i % 64` of word `i / 64`.
final class Bits {

    private Bits() {}

    static int words(int n) {
        return (n + 63) >>> 6;
    }

    static boolean has(long[] bits, int i) {
        return i >>> 6 < bits.length && (bits[i >>> 6] & 1L << i) != 0;
    }

    static void set(long[] bits, int i) {
        bits[i >>> 6] |= 1L << i;
    }

    static void clear(long[] bits, int i) {
        bits[i >>> 6] &= ~(1L << i);
    }

    /// Members below `n`.
    static int count(long[] bits, int n) {
        int count = 0;
        int whole = Math.min(n >>> 6, bits.length);
        for (int word = 0; word < whole; word++) {
            count += Long.bitCount(bits[word]);
        }
        if ((n & 63) != 0 && whole < bits.length) {
            count += Long.bitCount(bits[whole] & (1L << n) - 1);
        }
        return count;
    }

    /// Keeps in `bits` what is in `others` too.
    static void and(long[] bits, long[] others) {
        for (int word = 0; word < bits.length; word++) {
            bits[word] &= word < others.length ? others[word] : 0;
        }
    }

    /// Takes out of `bits` what is in `others`.
    static void without(long[] bits, long[] others) {
        for (int word = 0; word < Math.min(bits.length, others.length); word++) {
            bits[word] &= ~others[word];
        }
    }

    /// Writes the members from `from` to below `to` in ascending order.
    ///
    /// @return how many there are
    static int list(long[] bits, int from, int to, int[] into) {
        int n = 0;
        for (int word = from >>> 6; word < bits.length && word << 6 < to; word++) {
            for (long rest = bits[word]; rest != 0; rest &= rest - 1) {
                int i = (word << 6) + Long.numberOfTrailingZeros(rest);
                if (i >= from && i < to) {
                    into[n++] = i;
                }
            }
        }
        return n;
    }
}
