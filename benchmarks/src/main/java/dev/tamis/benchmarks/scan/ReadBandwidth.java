package dev.tamis.benchmarks.scan;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Reads memory from begin to end as fast as one thread can: vector loads into eight sums, nothing else.
final class ReadBandwidth {

    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int STEP = 8 * LANES;
    private static final int BYTES = SPECIES.vectorByteSize();
    private static final int CHUNK = 1 << 16;

    private ReadBandwidth() {}

    /// The sum of all longs but the last few, so that no read can be left out.
    static long read(long[] memory) {
        LongVector a = LongVector.zero(SPECIES);
        LongVector b = a;
        LongVector c = a;
        LongVector d = a;
        LongVector e = a;
        LongVector f = a;
        LongVector g = a;
        LongVector h = a;
        for (int i = 0; i + STEP <= memory.length; i += STEP) {
            a = a.add(LongVector.fromArray(SPECIES, memory, i));
            b = b.add(LongVector.fromArray(SPECIES, memory, i + LANES));
            c = c.add(LongVector.fromArray(SPECIES, memory, i + 2 * LANES));
            d = d.add(LongVector.fromArray(SPECIES, memory, i + 3 * LANES));
            e = e.add(LongVector.fromArray(SPECIES, memory, i + 4 * LANES));
            f = f.add(LongVector.fromArray(SPECIES, memory, i + 5 * LANES));
            g = g.add(LongVector.fromArray(SPECIES, memory, i + 6 * LANES));
            h = h.add(LongVector.fromArray(SPECIES, memory, i + 7 * LANES));
        }
        return a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).reduceLanes(VectorOperators.ADD);
    }

    /// The sum of all longs but the last few of memory outside the heap.
    static long read(MemorySegment memory) {
        long sum = 0;
        for (long at = 0; at + CHUNK <= memory.byteSize(); at += CHUNK) {
            sum += readChunk(memory.asSlice(at, CHUNK));
        }
        return sum;
    }

    // Of a fixed length with an int counter: the compiler checks bounds once and not at every load.
    private static long readChunk(MemorySegment chunk) {
        LongVector a = LongVector.zero(SPECIES);
        LongVector b = a;
        LongVector c = a;
        LongVector d = a;
        LongVector e = a;
        LongVector f = a;
        LongVector g = a;
        LongVector h = a;
        for (int i = 0; i < CHUNK; i += 8 * BYTES) {
            a = a.add(load(chunk, i));
            b = b.add(load(chunk, i + BYTES));
            c = c.add(load(chunk, i + 2 * BYTES));
            d = d.add(load(chunk, i + 3 * BYTES));
            e = e.add(load(chunk, i + 4 * BYTES));
            f = f.add(load(chunk, i + 5 * BYTES));
            g = g.add(load(chunk, i + 6 * BYTES));
            h = h.add(load(chunk, i + 7 * BYTES));
        }
        return a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).reduceLanes(VectorOperators.ADD);
    }

    private static LongVector load(MemorySegment memory, int offset) {
        return LongVector.fromMemorySegment(SPECIES, memory, offset, ByteOrder.LITTLE_ENDIAN);
    }
}
