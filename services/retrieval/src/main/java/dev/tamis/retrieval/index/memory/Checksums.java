package dev.tamis.retrieval.index.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// CRC-32C (Castagnoli) of memory, which processors have an instruction for.
final class Checksums {

    /// Stays in the second-level cache between being copied and being summed.
    private static final long CHUNK = 256 << 10;

    private static final long BUFFER_LIMIT = 1 << 30;

    private Checksums() {}

    /// Of what lies between position and limit.
    static int of(ByteBuffer bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    /// Of native or mapped memory of any size.
    static int of(MemorySegment bytes) {
        var checksum = new CRC32C();
        for (long from = 0; from < bytes.byteSize(); from += BUFFER_LIMIT) {
            checksum.update(chunk(bytes, from, BUFFER_LIMIT).asByteBuffer());
        }
        return (int) checksum.getValue();
    }

    /// Copies all of `bytes` to the beginning of `target` and returns the checksum of what arrived there.
    static int copy(MemorySegment bytes, MemorySegment target) {
        var checksum = new CRC32C();
        for (long from = 0; from < bytes.byteSize(); from += CHUNK) {
            MemorySegment chunk = chunk(bytes, from, CHUNK);
            MemorySegment copy = target.asSlice(from, chunk.byteSize()).copyFrom(chunk);
            checksum.update(copy.asByteBuffer());
        }
        return (int) checksum.getValue();
    }

    private static MemorySegment chunk(MemorySegment bytes, long from, long size) {
        return bytes.asSlice(from, Math.min(size, bytes.byteSize() - from));
    }
}
