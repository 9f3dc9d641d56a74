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
        LongVector a = LongVector.zero(SPECIES);
        LongVector b = a;
        LongVector c = a;
        LongVector d = a;
        long bytes = SPECIES.vectorByteSize();
        for (long i = 0; i + 4 * bytes <= memory.byteSize(); i += 4 * bytes) {
            a = a.add(load(memory, i));
            b = b.add(load(memory, i + bytes));
            c = c.add(load(memory, i + 2 * bytes));
            d = d.add(load(memory, i + 3 * bytes));
        }
        return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }

    private static LongVector load(MemorySegment memory, long offset) {
        return LongVector.fromMemorySegment(SPECIES, memory, offset, ByteOrder.LITTLE_ENDIAN);
    }
}
