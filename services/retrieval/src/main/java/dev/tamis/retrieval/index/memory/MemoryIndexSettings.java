package dev.tamis.retrieval.index.memory;

/// How an index in memory is laid out.
///
/// @param listsFrom items from which on a segment is divided into coarse lists
/// @param tailLimit items that the tail holds before it is sealed into a segment
/// @param threads how many threads building a segment may use
public record MemoryIndexSettings(int listsFrom, int tailLimit, int threads) {

    public static final MemoryIndexSettings DEFAULT =
            new MemoryIndexSettings(50_000, 20_000, Runtime.getRuntime().availableProcessors());
}
