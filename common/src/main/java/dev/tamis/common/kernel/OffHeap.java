package dev.tamis.common.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// Memory for scans, outside the heap and on huge pages where the system gives them.
///
/// A scan over gigabytes of 4 KiB pages spends much of its time on the translation of addresses; 2 MiB pages need
/// a five-hundredth of the entries. Linux gives them to memory that is advised before it is first touched
/// (`madvise(2)`, `MADV_HUGEPAGE`). Elsewhere, for less than one such page, and where native calls are denied,
/// the memory is the arena's own.
public final class OffHeap {

    private static final long CACHE_LINE = 64;
    private static final long HUGE_PAGE = 2L << 20;

    private static final @Nullable Calls CALLS = Calls.find();

    private OffHeap() {}

    /// Zeroed memory that lives as long as the arena, aligned to 64 bytes at least. Pages take room once touched.
    ///
    /// @throws IllegalArgumentException if `bytes` is negative
    /// @throws OutOfMemoryError if there is not that much
    public static MemorySegment allocate(long bytes, Arena arena) {
        if (CALLS != null && bytes >= HUGE_PAGE) {
            MemorySegment huge = CALLS.map(bytes, arena);
            if (huge != null) {
                return huge;
            }
        }
        return arena.allocate(bytes, CACHE_LINE);
    }

    /// The three functions of the C library that this takes.
    private record Calls(MethodHandle mmap, MethodHandle madvise, MethodHandle munmap) {

        private static final int READ_WRITE = 1 | 2;
        private static final int PRIVATE_ANONYMOUS = 2 | 32;
        private static final int MADV_HUGEPAGE = 14;

        private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
        private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

        @SuppressWarnings("restricted") // the signatures below are those of the manual pages
        static @Nullable Calls find() {
            if (!System.getProperty("os.name", "").equals("Linux") || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
                return null;
            }
            try {
                Linker linker = Linker.nativeLinker();
                var c = linker.defaultLookup();
                return new Calls(
                        linker.downcallHandle(
                                c.findOrThrow("mmap"), FunctionDescriptor.of(LONG, LONG, LONG, INT, INT, INT, LONG)),
                        linker.downcallHandle(c.findOrThrow("madvise"), FunctionDescriptor.of(INT, LONG, LONG, INT)),
                        linker.downcallHandle(c.findOrThrow("munmap"), FunctionDescriptor.of(INT, LONG, LONG)));
            } catch (RuntimeException | LinkageError denied) {
                return null;
            }
        }

        /// Null where the system refuses.
        @SuppressWarnings("restricted") // the segment spans just what was mapped, until the arena unmaps it
        @Nullable
        MemorySegment map(long bytes, Arena arena) {
            long mapped = Math.addExact(bytes, HUGE_PAGE);
            long address = call(mmap, 0L, mapped, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
            if (address == -1) {
                return null;
            }
            long aligned = (address + HUGE_PAGE - 1) & -HUGE_PAGE;
            // Refused advice costs speed, nothing else.
            call(madvise, aligned, bytes, MADV_HUGEPAGE);
            return MemorySegment.ofAddress(aligned).reinterpret(bytes, arena, segment -> {
                call(munmap, address, mapped);
            });
        }

        private static long call(MethodHandle function, Object... arguments) {
            try {
                return ((Number) function.invokeWithArguments(arguments)).longValue();
            } catch (Throwable bug) {
                throw new IllegalStateException("a call of the C library failed", bug);
            }
        }
    }
}
