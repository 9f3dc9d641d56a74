package dev.tamis.benchmarks.scan;

/// A kernel with its codes in place.
interface ScanKernel extends AutoCloseable {

    /// Queries that are prepared, so that no branch learns one by heart.
    int QUERIES = 8;

    /// The best that a pass keeps.
    int TOP = 200;

    String name();

    /// Bits of a vector's code.
    int bits();

    /// Bytes that a pass reads.
    long bytes();

    /// Scans all codes with a query and keeps the best.
    void scan(int query);

    /// Reads [#readBytes] bytes of the same memory and does nothing else.
    long read();

    /// How many of its bytes [#read] reads: all but small side arrays.
    default long readBytes() {
        return bytes();
    }

    @Override
    default void close() {}
}
