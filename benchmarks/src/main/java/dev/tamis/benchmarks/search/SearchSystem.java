package dev.tamis.benchmarks.search;

import java.io.IOException;
import java.util.List;

/// An index over numbered vectors that finds the nearest few; Tamis, or a peer.
interface SearchSystem extends AutoCloseable {

    /// What is measured: the index is made from vectors at hand until it can be searched at its full speed.
    void build() throws Exception;

    /// Sees queries of the kind that will come, not those that are measured; part of building.
    default void practise(List<float[]> queries) {}

    /// What may be chosen at search time, from fast to thorough.
    List<String> settings();

    /// One thread's way to search.
    ///
    /// @param below items whose bucket is below this number may answer (see [Buckets]); [Buckets#ALL] for all
    Searcher searcher(String setting, int below) throws Exception;

    /// Room that the index takes, after it was built.
    IndexSize size() throws Exception;

    /// Ends and comes back from what is on disk, where the system can.
    default void reopen() throws Exception {
        throw new UnsupportedOperationException("only measured for Tamis");
    }

    @Override
    void close() throws IOException;
}
