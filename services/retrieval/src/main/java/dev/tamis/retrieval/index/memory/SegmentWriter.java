package dev.tamis.retrieval.index.memory;

import dev.tamis.retrieval.index.memory.SegmentTable.Extent;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Writes a segment file: sections are allocated, filled in place, and sealed all at once.
///
/// Until it is finished the file has a name that ends in `.part`; closing it unfinished deletes it.
final class SegmentWriter implements Closeable {

    private final Path file;
    private final Path part;
    private final SegmentHeader header;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final Map<Section, MemorySegment> sections = new EnumMap<>(Section.class);
    private final Map<Section, Long> offsets = new EnumMap<>(Section.class);
    private long length = SegmentTable.PAGE;

    SegmentWriter(Path file, SegmentHeader header) throws IOException {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + Directories.UNFINISHED);
        this.header = header;
        this.channel = FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    SegmentHeader header() {
        return header;
    }

    /// Makes room for a section.
    ///
    /// @param bytes its size; a section of 0 bytes is the same as none
    /// @return all zeros, to be filled from any threads, but not after [#finish] or [#close]
    synchronized MemorySegment allocate(Section section, long bytes) throws IOException {
        if (sections.containsKey(section)) {
            throw new IllegalStateException("section " + section + " is there already");
        }
        if (bytes == 0) {
            return arena.allocate(0);
        }
        // Written to through a mapping, a full disk would end in an InternalError.
        long room = Files.getFileStore(part).getUsableSpace();
        if (room < bytes) {
            throw new FileSystemException(
                    part.toString(), null, "no room for %d bytes, only for %d".formatted(bytes, room));
        }
        MemorySegment memory = channel.map(MapMode.READ_WRITE, length, bytes, arena);
        sections.put(section, memory);
        offsets.put(section, length);
        length = Math.ceilDiv(length + bytes, SegmentTable.PAGE) * SegmentTable.PAGE;
        return memory;
    }

    /// Seals the file: checksums, writes everything to the disk, and only then gives it its name.
    ///
    /// @return the file, mapped
    synchronized SegmentFile finish() throws IOException {
        var extents = new EnumMap<Section, Extent>(Section.class);
        for (var each : sections.entrySet()) {
            Section section = each.getKey();
            MemorySegment memory = each.getValue();
            extents.put(
                    section,
                    new Extent(Objects.requireNonNull(offsets.get(section)), memory.byteSize(), Checksums.of(memory)));
        }
        ByteBuffer page = new SegmentTable(header, channel.size(), extents).encode();
        while (page.hasRemaining()) {
            channel.write(page, page.position());
        }
        sections.values().forEach(MemorySegment::force);
        channel.force(true);
        close(false);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        Directories.force(file);
        return SegmentFile.open(file, header.identity());
    }

    /// Deletes the file unless it is finished.
    @Override
    public synchronized void close() throws IOException {
        close(true);
    }

    private void close(boolean delete) throws IOException {
        if (channel.isOpen()) {
            arena.close();
            channel.close();
            if (delete) {
                Files.deleteIfExists(part);
            }
        }
    }
}
