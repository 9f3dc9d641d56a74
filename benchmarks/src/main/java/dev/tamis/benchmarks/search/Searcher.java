package dev.tamis.benchmarks.search;

import java.io.IOException;

/// Searches on one thread.
interface Searcher extends AutoCloseable {

    /// Numbers of the items found, at most ten, in any order.
    int[] search(float[] query) throws Exception;

    @Override
    default void close() throws IOException {}
}
