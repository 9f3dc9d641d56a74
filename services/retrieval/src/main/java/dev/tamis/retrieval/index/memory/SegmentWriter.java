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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Writes a segment file: sections are allocated, filled in place, and sealed all at once.
///
/// Until it is finished the file has a name that ends in `.part`; closing it unfinished deletes it.
final class SegmentWriter implements Closeable {

    private record Part(long offset, MemorySegment memory) {

        Extent seal() {
            return new Extent(offset, memory.byteSize(), Checksums.of(memory));
        }
    }

    private final Path file;
    private final Path unfinished;
    private final SegmentHeader header;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final Map<Section, Part> parts = new EnumMap<>(Section.class);
    private final boolean durable;
    private long length = SegmentTable.PAGE;

    /// @param durable whether the file is to outlast the process; without a name once it is mapped if not
    SegmentWriter(Path file, SegmentHeader header, boolean durable) throws IOException {
        this.file = file;
        this.durable = durable;
        this.unfinished = file.resolveSibling(file.getFileName() + Directories.UNFINISHED);
        this.header = header;
        this.channel = FileChannel.open(
                unfinished,
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
        if (parts.containsKey(section)) {
            throw new IllegalStateException("section " + section + " is there already");
        }
        if (bytes == 0) {
            return arena.allocate(0);
        }
        // Written to through a mapping, a full disk would end in an InternalError.
        long room = Files.getFileStore(unfinished).getUsableSpace();
        if (room < bytes) {
            throw new FileSystemException(
                    unfinished.toString(), null, "no room for %d bytes, only for %d".formatted(bytes, room));
        }
        MemorySegment memory = channel.map(MapMode.READ_WRITE, length, bytes, arena);
        parts.put(section, new Part(length, memory));
        length = Math.ceilDiv(length + bytes, SegmentTable.PAGE) * SegmentTable.PAGE;
        return memory;
    }

    /// Seals the file: checksums, writes everything to the disk, and only then gives it its name.
    ///
    /// @return the file, mapped
    synchronized SegmentFile finish() throws IOException {
        ByteBuffer page = new SegmentTable(header, Math.max(channel.size(), SegmentTable.PAGE), seal()).encode();
        while (page.hasRemaining()) {
            channel.write(page, page.position());
        }
        if (durable) {
            parts.values().forEach(part -> part.memory().force());
            channel.force(true);
        }
        close(false);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        if (durable) {
            Directories.force(file);
        }
        SegmentFile finished = SegmentFile.open(file, header.identity());
        if (!durable) {
            finished.delete();
        }
        return finished;
    }

    /// Deletes the file unless it is finished.
    @Override
    public synchronized void close() throws IOException {
        close(true);
    }

    /// Checksums the sections, several at a time.
    private Map<Section, Extent> seal() {
        return List.copyOf(parts.keySet()).parallelStream()
                .collect(Collectors.toMap(
                        section -> section,
                        section -> Objects.requireNonNull(parts.get(section)).seal(),
                        (one, other) -> one,
                        () -> new EnumMap<>(Section.class)));
    }

    private void close(boolean delete) throws IOException {
        // An interrupt closes the channel by itself: the arena knows whether this was called before.
        if (arena.scope().isAlive()) {
            arena.close();
            channel.close();
            if (delete) {
                Files.deleteIfExists(unfinished);
            }
        }
    }
}
