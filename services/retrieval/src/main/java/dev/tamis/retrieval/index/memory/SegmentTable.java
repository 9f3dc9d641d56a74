package dev.tamis.retrieval.index.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// The first page of a segment file: its header, and where each section lies.
///
/// @param length of the whole file in bytes
record SegmentTable(SegmentHeader header, long length, Map<Section, Extent> extents) {

    /// Where a section lies.
    ///
    /// @param offset in the file, a multiple of [#PAGE]
    /// @param length in bytes, at least 1
    /// @param checksum CRC-32C of these bytes
    record Extent(long offset, long length, int checksum) {}

    /// Sections begin at multiples of this many bytes; this table takes the first.
    static final int PAGE = 4096;

    private static final int COUNTS = Preamble.BYTES;
    private static final int EXTENTS = 64;
    private static final int CHECKSUM = PAGE - Integer.BYTES;

    ByteBuffer encode() {
        ByteBuffer page = ByteBuffer.allocateDirect(PAGE).order(ByteOrder.LITTLE_ENDIAN);
        Preamble.SEGMENT.write(page, header.identity());
        page.putInt(header.count())
                .putInt(header.items())
                .putInt(extents.size())
                .putLong(length);
        page.position(EXTENTS);
        extents.forEach((section, extent) -> page.putInt(section.number())
                .putInt(extent.checksum())
                .putLong(extent.offset())
                .putLong(extent.length()));
        return page.putInt(CHECKSUM, Checksums.of(page.slice(0, CHECKSUM))).clear();
    }

    /// Reads the first page of a file.
    ///
    /// @param size of the file in bytes
    static SegmentTable decode(Path file, long size, ByteBuffer page, IndexIdentity expected)
            throws RefusedFileException {
        page.order(ByteOrder.LITTLE_ENDIAN);
        Preamble.SEGMENT.check(file, page);
        if (page.limit() < PAGE) {
            throw new RefusedFileException(file, "is truncated: it has only %d bytes".formatted(size));
        }
        if (Checksums.of(page.slice(0, CHECKSUM)) != page.getInt(CHECKSUM)) {
            throw new RefusedFileException(file, "is damaged: the checksum of its header is wrong");
        }
        Preamble.checkIdentity(file, page, expected);
        page.position(COUNTS);
        int count = page.getInt();
        int items = page.getInt();
        int sections = page.getInt();
        if (items < 0 || items > count || sections < 0 || sections > Section.values().length) {
            throw new RefusedFileException(
                    file, "has %d items in %d ordinals and %d sections".formatted(items, count, sections));
        }
        long length = page.getLong();
        if (length != size) {
            throw new RefusedFileException(
                    file,
                    "is %s: it has %d bytes, not %d".formatted(size < length ? "truncated" : "too long", size, length));
        }
        return new SegmentTable(
                new SegmentHeader(expected, count, items),
                length,
                extents(file, length, page.position(EXTENTS), sections));
    }

    private static Map<Section, Extent> extents(Path file, long length, ByteBuffer page, int sections)
            throws RefusedFileException {
        var extents = new EnumMap<Section, Extent>(Section.class);
        for (int i = 0; i < sections; i++) {
            int number = page.getInt();
            int checksum = page.getInt();
            var extent = new Extent(page.getLong(), page.getLong(), checksum);
            Section section = Section.of(number);
            if (section == null) {
                throw new RefusedFileException(file, "has a section of unknown number " + number);
            }
            if (extent.offset() % PAGE != 0 || extent.length() < 1 || extent.offset() > length - extent.length()) {
                throw new RefusedFileException(file, "has its section " + section + " outside the file");
            }
            extents.put(section, extent);
        }
        return extents;
    }
}
