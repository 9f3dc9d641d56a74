package dev.tamis.retrieval.index.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The vectors of a segment in all their forms, by ordinal, and what was measured on them.
///
/// They are ordered by coarse list, each list filled up to a multiple of 8 with holes.
final class SegmentVectors {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    /// Scale of the int8 row, then what scales the half-precision row to norm 1.
    private static final long SCALE_BYTES = 2L * Float.BYTES;

    private final Space space;
    private final CoarseLists lists;
    private final MemorySegment codes;
    private final MemorySegment bytes;
    private final MemorySegment scales;
    private final MemorySegment halves;
    private volatile @Nullable Calibration calibration;

    /// @param codes records of [dev.tamis.common.kernel.AsymmetricScan]
    /// @param bytes int8 `[size][d]`
    /// @param scales as [#writeScales] writes them
    /// @param halves half precision `[size][d]`
    SegmentVectors(
            Space space,
            CoarseLists lists,
            MemorySegment codes,
            MemorySegment bytes,
            MemorySegment scales,
            MemorySegment halves) {
        this.space = space;
        this.lists = lists;
        this.codes = codes;
        this.bytes = bytes;
        this.scales = scales;
        this.halves = halves;
    }

    Space space() {
        return space;
    }

    CoarseLists lists() {
        return lists;
    }

    MemorySegment codes() {
        return codes;
    }

    MemorySegment bytes() {
        return bytes;
    }

    MemorySegment halves() {
        return halves;
    }

    /// Ordinals, holes among them.
    int size() {
        return lists.end(lists.count() - 1);
    }

    /// What an int8 dot product with row `ordinal` is to be multiplied with.
    float int8Scale(int ordinal) {
        return scales.get(FLOAT, ordinal * SCALE_BYTES);
    }

    /// What scales the half-precision row to norm 1; 0 for a hole.
    float inverseNorm(int ordinal) {
        return scales.get(FLOAT, ordinal * SCALE_BYTES + Float.BYTES);
    }

    static void writeScales(MemorySegment into, int ordinal, float int8Scale, float inverseNorm) {
        into.set(FLOAT, ordinal * SCALE_BYTES, int8Scale);
        into.set(FLOAT, ordinal * SCALE_BYTES + Float.BYTES, inverseNorm);
    }

    static long scaleBytes(int size) {
        return size * SCALE_BYTES;
    }

    /// What was measured last; set before anything is searched.
    Calibration calibration() {
        Calibration measured = calibration;
        if (measured == null) {
            throw new IllegalStateException("not calibrated yet");
        }
        return measured;
    }

    void calibrate(Calibration measured) {
        calibration = measured;
    }

    /// What a search needs at hand; what is only mapped is not counted.
    long byteSize() {
        return codes.byteSize() + (bytes.isMapped() ? 0 : bytes.byteSize()) + scales.byteSize() + lists.byteSize();
    }
}
