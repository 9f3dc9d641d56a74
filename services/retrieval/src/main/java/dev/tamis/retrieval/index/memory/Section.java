package dev.tamis.retrieval.index.memory;

import org.jspecify.annotations.Nullable;

/// What a segment file is divided into; see `docs/generation-file.md`.
///
/// Numbers are part of the file format: they are never used again for something else.
enum Section {
    /// How vectors of the segment are centred and turned.
    SPACE(1),
    /// Centres of the coarse lists.
    CENTROIDS(2),
    /// Where each coarse list begins.
    LISTS(3),
    /// One-bit codes with their corrections.
    CODES(4),
    /// Rows of int8.
    INT8(5),
    /// What to multiply each int8 row by.
    INT8_SCALES(6),
    /// Vectors at half precision.
    HALVES(7),
    /// Where each id begins in `ID_BYTES`.
    ID_OFFSETS(8),
    /// Ids in UTF-8.
    ID_BYTES(9),
    /// Hash table from id to ordinal.
    ID_TABLE(10),
    /// Attributes of the items.
    ATTRIBUTES(11),
    /// Bits by ordinal.
    FLAGS(12),
    /// Measured curves that choose how many candidates to score.
    CURVES(13);

    private static final Section[] ALL = values();

    private final int number;

    Section(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static @Nullable Section of(int number) {
        return number >= 1 && number <= ALL.length ? ALL[number - 1] : null;
    }
}
