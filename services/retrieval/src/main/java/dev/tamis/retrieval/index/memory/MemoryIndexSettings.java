package dev.tamis.retrieval.index.memory;

import java.time.Duration;

/// How an index in memory is laid out.
///
/// @param listsFrom items from which on a segment is divided into coarse lists
/// @param tailLimit items of the tail from which on it is due to be sealed into a segment
/// @param tailMost items of the tail from which on changes wait until it is sealed
/// @param quiet how long nothing must have changed before a smaller tail is sealed
/// @param rescoring where int8 rows lie
/// @param threads how many threads building a segment may use
public record MemoryIndexSettings(
        int listsFrom, int tailLimit, int tailMost, Duration quiet, Rescoring rescoring, int threads) {

    public static final MemoryIndexSettings DEFAULT = new MemoryIndexSettings(
            50_000,
            16_384,
            262_144,
            Duration.ofSeconds(5),
            Rescoring.MEMORY,
            Runtime.getRuntime().availableProcessors());
}
