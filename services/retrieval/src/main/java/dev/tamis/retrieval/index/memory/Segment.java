package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.OffHeap;
import dev.tamis.retrieval.index.attribute.SealedAttributes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/// A sealed part of an index, as its file has it: never changed, only replaced.
///
/// The first ordinals are those of [SegmentVectors]; items without a vector follow.
final class Segment implements Rows {

    private final SegmentFile file;
    private final SegmentVectors vectors;
    private final IdTable ids;
    private final SealedAttributes attributes;
    private final long[] born;

    private Segment(SegmentFile file, SegmentVectors vectors) {
        this.file = file;
        this.vectors = vectors;
        this.ids = IdTable.of(file);
        this.attributes = SealedAttributes.map(file.section(Section.ATTRIBUTES), ordinals());
        this.born = file.section(Section.FLAGS).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    }

    /// Reads what searches need into memory, and checks it on the way.
    ///
    /// @throws RefusedFileException if the file is damaged
    static Segment of(SegmentFile file, Rescoring rescoring) throws IOException {
        for (Section section : Section.values()) {
            if (section != Section.CODES && section != Section.INT8 && section != Section.HALVES) {
                file.verify(section);
            }
        }
        int d = file.header().identity().dimension();
        var vectors = new SegmentVectors(
                new Space(file.section(Section.SPACE).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED)),
                CoarseLists.read(file.section(Section.CENTROIDS), file.section(Section.LISTS), d),
                inMemory(file, Section.CODES),
                rescoring == Rescoring.MEMORY ? inMemory(file, Section.INT8) : file.section(Section.INT8),
                inMemory(file, Section.INT8_SCALES),
                file.section(Section.HALVES));
        vectors.calibrate(
                Calibration.read(file.section(Section.CURVES), vectors.lists().count() > 1));
        return new Segment(file, vectors);
    }

    /// On large pages, which spare random reads a look into the page table.
    private static MemorySegment inMemory(SegmentFile file, Section section) throws IOException {
        MemorySegment copy = OffHeap.allocate(file.section(section).byteSize(), Arena.ofAuto());
        file.copyVerified(section, copy);
        return copy;
    }

    SegmentFile file() {
        return file;
    }

    SegmentVectors vectors() {
        return vectors;
    }

    IdTable ids() {
        return ids;
    }

    SealedAttributes attributes() {
        return attributes;
    }

    /// Ordinals of items with a vector, of holes among them, and of items without a vector.
    int ordinals() {
        return file.header().count();
    }

    int items() {
        return file.header().items();
    }

    /// The ordinals that were items when the segment was sealed; not to be changed.
    long[] born() {
        return born;
    }

    @Override
    public String id(int ordinal) {
        return ids.idOf(ordinal);
    }

    @Override
    public boolean hasVector(int ordinal) {
        return ordinal < vectors.size();
    }

    @Override
    public MemorySegment halves(int ordinal) {
        long row = (long) vectors.space().dimension() * Short.BYTES;
        return vectors.halves().asSlice(ordinal * row, row);
    }

    @Override
    public float inverseNorm(int ordinal) {
        return hasVector(ordinal) ? vectors.inverseNorm(ordinal) : 0;
    }

    @Override
    public Map<String, Object> attributes(int ordinal) {
        return attributes.of(ordinal);
    }

    /// What a search needs at hand, the half-precision rows not counted.
    long memoryBytes() {
        long bytes = vectors.byteSize() + 8L * born.length;
        for (Section section :
                new Section[] {Section.ID_OFFSETS, Section.ID_BYTES, Section.ID_TABLE, Section.ATTRIBUTES}) {
            bytes += file.section(section).byteSize();
        }
        return bytes;
    }
}
