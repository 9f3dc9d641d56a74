package dev.tamis.common.kernel;

/// Codes of one bit per dimension, and how eight of them lie side by side.
///
/// Bit `j` of a code is bit `j % 64` of its word `j / 64`; the bits after the last dimension are zero. A *block*
/// holds eight codes transposed, so that one 512-bit load takes the same word of all eight:
///
/// | long in the block | holds                      |
/// |-------------------|----------------------------|
/// | `w * 8 + lane`    | word `w` of code `lane`    |
///
/// The code with ordinal `o` lies in block `o / 8`, lane `o % 8`. Lanes past the last code are zero.
public final class BinaryCodes {

    /// How many codes lie side by side in a block.
    public static final int BLOCK = 8;

    private BinaryCodes() {}

    /// How many 64-bit words hold `d` bits.
    public static int words(int d) {
        if (d < 1) {
            throw new IllegalArgumentException("d: expected at least 1, got " + d);
        }
        return (d + 63) >>> 6;
    }

    /// How many blocks hold `n` codes.
    public static int blocks(int n) {
        return (n + BLOCK - 1) / BLOCK;
    }

    /// An empty array of blocks for `n` codes.
    ///
    /// @throws IllegalArgumentException if an array cannot be that long
    public static long[] allocate(int n, int words) {
        long length = (long) blocks(n) * BLOCK * words;
        if (n < 0 || words < 1 || length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("an array cannot hold %d codes of %d words".formatted(n, words));
        }
        return new long[(int) length];
    }

    /// Writes the code with that ordinal.
    ///
    /// @throws IllegalArgumentException if the code has not `words` words
    public static void pack(long[] code, long[] blocks, int words, int ordinal) {
        checkWords(code, words);
        int at = start(words, ordinal);
        for (int w = 0; w < words; w++) {
            blocks[at + w * BLOCK] = code[w];
        }
    }

    /// Reads the code with that ordinal.
    ///
    /// @throws IllegalArgumentException if `code` has not `words` words
    public static void unpack(long[] blocks, int words, int ordinal, long[] code) {
        checkWords(code, words);
        int at = start(words, ordinal);
        for (int w = 0; w < words; w++) {
            code[w] = blocks[at + w * BLOCK];
        }
    }

    private static int start(int words, int ordinal) {
        return ordinal / BLOCK * BLOCK * words + ordinal % BLOCK;
    }

    private static void checkWords(long[] code, int words) {
        if (code.length != words) {
            throw new IllegalArgumentException("code: expected %d words, got %d".formatted(words, code.length));
        }
    }
}
