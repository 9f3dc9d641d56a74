package dev.tamis.benchmarks.scan;

import java.util.SplittableRandom;

/// Random codes, the same in every form that a kernel wants them in.
final class Codes {

    private final int d;
    private final int count;

    /// Codes of `d` bits, a multiple of 64.
    Codes(int d, int count) {
        this.d = d;
        this.count = count;
    }

    int d() {
        return d;
    }

    int words() {
        return d / 64;
    }

    int count() {
        return count;
    }

    /// The code with a number; other planes have other bits.
    void read(int ordinal, int plane, long[] code) {
        var random = new SplittableRandom(((long) plane << 40) + ordinal);
        for (int word = 0; word < code.length; word++) {
            code[word] = random.nextLong();
        }
    }

    /// Query number `i`, of values around 0.
    float[] query(int i) {
        var random = new SplittableRandom(-1L - i);
        float[] query = new float[d];
        for (int j = 0; j < d; j++) {
            query[j] = (float) random.nextGaussian();
        }
        return query;
    }

    /// The signs of [#query].
    long[] queryBits(int i) {
        float[] query = query(i);
        long[] bits = new long[words()];
        for (int j = 0; j < d; j++) {
            if (query[j] > 0) {
                bits[j / 64] |= 1L << j;
            }
        }
        return bits;
    }
}
