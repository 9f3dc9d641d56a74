package dev.tamis.retrieval.index.memory;

/// What a segment file says of itself.
///
/// @param identity of the index it belongs to
/// @param count of ordinals, holes among them: the ordinals are 0 to `count - 1`
/// @param items that have an ordinal; the other ordinals are holes
record SegmentHeader(IndexIdentity identity, int count, int items) {

    SegmentHeader {
        if (items < 0 || items > count) {
            throw new IllegalArgumentException("%d items do not fit %d ordinals".formatted(items, count));
        }
    }
}
