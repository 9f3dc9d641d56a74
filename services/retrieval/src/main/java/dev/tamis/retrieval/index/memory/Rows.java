package dev.tamis.retrieval.index.memory;

import java.lang.foreign.MemorySegment;
import java.util.Map;

/// Items by ordinal, as merging reads them.
interface Rows {

    String id(int ordinal);

    boolean hasVector(int ordinal);

    /// Where the vector's half-precision values lie, `[d]` little-endian.
    MemorySegment halves(int ordinal);

    /// What scales the vector to norm 1.
    float inverseNorm(int ordinal);

    Map<String, Object> attributes(int ordinal);
}
