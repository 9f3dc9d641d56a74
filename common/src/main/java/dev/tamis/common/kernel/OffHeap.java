package dev.tamis.common.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory for scans, outside the heap.
public final class OffHeap {

    private static final long CACHE_LINE = 64;

    private OffHeap() {}

    /// Zeroed memory that lives as long as the arena, aligned to 64 bytes at least.
    ///
    /// @throws IllegalArgumentException if `bytes` is negative
    public static MemorySegment allocate(long bytes, Arena arena) {
        return arena.allocate(bytes, CACHE_LINE);
    }
}
