package dev.tamis.retrieval.index.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The first 44 bytes of every file of the index: what kind of file it is, and whose.
enum Preamble {
    SEGMENT("TAMISSEG", 2),
    MANIFEST("TAMISGEN", 2);

    /// Length of a preamble.
    static final int BYTES = 44;

    private static final int ORDER_MARK = 0x01020304;
    private static final int IDENTITY = 16;

    private final String magic;
    private final int version;

    Preamble(String magic, int version) {
        this.magic = magic;
        this.version = version;
    }

    /// Writes it at the buffer's position.
    void write(ByteBuffer into, IndexIdentity identity) {
        into.order(ByteOrder.LITTLE_ENDIAN)
                .put(magic.getBytes(StandardCharsets.US_ASCII))
                .putInt(ORDER_MARK)
                .putInt(version)
                .putLong(identity.collectionId())
                .putLong(micros(identity.createdAt()))
                .putInt(identity.dimension())
                .putLong(identity.projection());
    }

    /// Refuses what is not this kind of file in this version; the rest of the file may be read after that.
    ///
    /// @param from little-endian, with the file's first bytes at 0
    void check(Path file, ByteBuffer from) throws RefusedFileException {
        if (from.limit() < BYTES) {
            throw new RefusedFileException(file, "is truncated: it has only %d bytes".formatted(from.limit()));
        }
        byte[] found = new byte[magic.length()];
        from.get(0, found);
        if (!new String(found, StandardCharsets.ISO_8859_1).equals(magic)) {
            throw new RefusedFileException(file, "is not a %s file of Tamis".formatted(kind()));
        }
        int mark = from.getInt(8);
        if (mark == Integer.reverseBytes(ORDER_MARK)) {
            throw new RefusedFileException(file, "has big-endian numbers, expected little-endian ones");
        }
        if (mark != ORDER_MARK) {
            throw new RefusedFileException(file, "has a damaged byte order mark: 0x%08x".formatted(mark));
        }
        if (from.getInt(12) != version) {
            throw new RefusedFileException(
                    file, "has format version %d, expected %d".formatted(from.getInt(12), version));
        }
    }

    /// Refuses what belongs to another index. Check the file's checksum before.
    static void checkIdentity(Path file, ByteBuffer from, IndexIdentity expected) throws RefusedFileException {
        long collectionId = from.getLong(IDENTITY);
        long micros = from.getLong(IDENTITY + 8);
        int dimension = from.getInt(IDENTITY + 16);
        long projection = from.getLong(IDENTITY + 20);
        if (collectionId != expected.collectionId()) {
            throw new RefusedFileException(
                    file, "belongs to collection %d, not %d".formatted(collectionId, expected.collectionId()));
        }
        if (micros != micros(expected.createdAt())) {
            throw new RefusedFileException(
                    file,
                    "belongs to a collection %d created at %s, not at %s: to that of another database"
                            .formatted(
                                    collectionId, Instant.EPOCH.plus(micros, ChronoUnit.MICROS), expected.createdAt()));
        }
        if (dimension != expected.dimension()) {
            throw new RefusedFileException(
                    file, "has vectors of %d dimensions, not %d".formatted(dimension, expected.dimension()));
        }
        if (projection != expected.projection()) {
            throw new RefusedFileException(file, "has vectors of another projection");
        }
    }

    private String kind() {
        return this == SEGMENT ? "segment" : "generation";
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
