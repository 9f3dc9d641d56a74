package dev.tamis.common.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Fetches rows that lie anywhere in memory, before they are computed with.
final class CacheLines {

    private static final int BYTES = 64;

    private CacheLines() {}

    /// Reads a byte of each cache line of the rows `ordinals[from .. end)`, so that the processor waits for
    /// many lines at once and not for one row after the other: where the rows are in no cache, scoring 1,000
    /// of 384 bytes takes two thirds of the time. The first lines come first, then the second: in the order of
    /// addresses, prefetchers run past the rows. The sum is there to be stored, so that the reads are kept.
    static int touch(MemorySegment rows, int[] ordinals, int from, int end, int bytesPerRow) {
        int sum = 0;
        for (int j = 0; j < bytesPerRow; j += BYTES) {
            for (int i = from; i < end; i++) {
                sum += rows.get(ValueLayout.JAVA_BYTE, ordinals[i] * (long) bytesPerRow + j);
            }
        }
        return sum;
    }
}
