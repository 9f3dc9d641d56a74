package dev.tamis.retrieval.index.memory;

/// Where the int8 rows lie that shortlists are rescored on. Codes are in memory in any case, and the few
/// half-precision rows that a search reads come from the mapped file.
public enum Rescoring {
    /// In memory: some 500 bytes an item at 384 dimensions.
    MEMORY,
    /// In the mapped file, in memory only as far as the system finds room: some 120 bytes an item.
    FILE
}
