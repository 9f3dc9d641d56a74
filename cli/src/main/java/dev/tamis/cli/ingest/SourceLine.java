package dev.tamis.cli.ingest;

/// A line of a file that should hold an item.
sealed interface SourceLine {

    /// Number of the line in the file, from 1; of a record that spans several, the first.
    long number();

    /// @param json the item, one line of NDJSON without its end
    record ItemLine(long number, String id, String json) implements SourceLine {}

    /// @param problem why no item could be made of it
    record BadLine(long number, String problem) implements SourceLine {}
}
