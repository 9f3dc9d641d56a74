package dev.tamis.embedding.schedule;

/// Which texts may be run together. Texts of a batch are padded to the longest, so they must be near in length, or
/// the batch costs more than its texts alone.
///
/// @param texts most texts
/// @param tokens most tokens, padding included
record BatchLimits(int texts, int tokens) {

    /// The shortest text of a batch has at least this share of the longest one's tokens.
    private static final double LEAST_SHARE = 0.9;

    /// Whether a batch may be.
    ///
    /// @param shortest tokens of its shortest text
    /// @param longest tokens of its longest text
    /// @param count how many texts it would have
    boolean allow(int shortest, int longest, int count) {
        return count <= texts && (long) count * longest <= tokens && shortest >= LEAST_SHARE * longest;
    }
}
