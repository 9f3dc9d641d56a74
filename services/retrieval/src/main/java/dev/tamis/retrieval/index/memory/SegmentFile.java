package dev.tamis.retrieval.index.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A sealed segment on disk, mapped into memory: immutable, little-endian, checksummed by section.
///
/// The mapping lasts until nothing refers to it or to a section of it, also when the file is deleted before.
/// The format is described in `docs/generation-file.md`.
final class SegmentFile {

    /// Sections up to this size are verified when the file is opened.
    private static final long SMALL = 1 << 20;

    private final Path file;
    private final SegmentTable table;
    private final MemorySegment bytes;

    private SegmentFile(Path file, SegmentTable table, MemorySegment bytes) {
        this.file = file;
        this.table = table;
        this.bytes = bytes;
    }

    /// Begins a file; nothing of this name is seen until it is finished.
    static SegmentWriter create(Path file, SegmentHeader header) throws IOException {
        return new SegmentWriter(file, header, true);
    }

    /// Maps a file. Its header and small sections are verified, large ones are not touched.
    ///
    /// @throws RefusedFileException if it is missing, damaged, of another version, or of another index
    static SegmentFile open(Path file, IndexIdentity expected) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            SegmentTable table = SegmentTable.decode(file, channel.size(), firstPage(channel), expected);
            var opened =
                    new SegmentFile(file, table, channel.map(MapMode.READ_ONLY, 0, table.length(), Arena.ofAuto()));
            for (var each : table.extents().entrySet()) {
                if (each.getValue().length() <= SMALL) {
                    opened.verify(each.getKey());
                }
            }
            return opened;
        } catch (NoSuchFileException e) {
            throw new RefusedFileException(file, "is missing");
        }
    }

    Path file() {
        return file;
    }

    SegmentHeader header() {
        return table.header();
    }

    /// Bytes of the whole file.
    long length() {
        return table.length();
    }

    /// The bytes of a section, read-only; empty if the segment has none.
    MemorySegment section(Section section) {
        SegmentTable.Extent extent = table.extents().get(section);
        return extent == null ? bytes.asSlice(0, 0) : bytes.asSlice(extent.offset(), extent.length());
    }

    /// Reads a whole section and compares its checksum.
    ///
    /// @throws RefusedFileException if it is damaged
    void verify(Section section) throws RefusedFileException {
        compare(section, Checksums.of(section(section)));
    }

    /// Copies a section into memory of the caller and compares the checksum of the copy, in one pass.
    ///
    /// @param target native memory with at least the section's bytes
    /// @return the section's bytes; 0 if the segment has none
    /// @throws RefusedFileException if it is damaged; the target holds the damaged bytes then
    long copyVerified(Section section, MemorySegment target) throws RefusedFileException {
        MemorySegment source = section(section);
        if (target.byteSize() < source.byteSize()) {
            throw new IllegalArgumentException(
                    "%s: expected room for %d bytes, got %d".formatted(section, source.byteSize(), target.byteSize()));
        }
        compare(section, Checksums.copy(source, target));
        return source.byteSize();
    }

    /// Deletes the file; what is mapped stays readable.
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private void compare(Section section, int found) throws RefusedFileException {
        SegmentTable.Extent extent = table.extents().get(section);
        if (extent != null && found != extent.checksum()) {
            throw new RefusedFileException(
                    file,
                    "is damaged: section %s has checksum %08x, not %08x".formatted(section, found, extent.checksum()));
        }
    }

    private static ByteBuffer firstPage(FileChannel channel) throws IOException {
        ByteBuffer page = ByteBuffer.allocateDirect(SegmentTable.PAGE);
        while (page.hasRemaining() && channel.read(page, page.position()) >= 0) {}
        return page.flip();
    }
}
