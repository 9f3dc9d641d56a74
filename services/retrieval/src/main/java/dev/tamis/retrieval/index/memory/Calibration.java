package dev.tamis.retrieval.index.memory;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// What was measured on a segment: how long shortlists must be, and where neighbours lie.
///
/// @param curve of shortlists
/// @param yield of coarse lists; null if the segment has one list only
record Calibration(ShortlistCurve curve, @Nullable ProbeYield yield) {

    static final int BYTES = ShortlistCurve.BYTES + ProbeYield.BYTES;

    void write(MemorySegment into) {
        curve.write(into, 0);
        if (yield != null) {
            yield.write(into, ShortlistCurve.BYTES);
        }
    }

    static Calibration read(MemorySegment from, boolean lists) {
        return new Calibration(
                ShortlistCurve.read(from, 0), lists ? ProbeYield.read(from, ShortlistCurve.BYTES) : null);
    }
}
